using System.Diagnostics;
using FragSim.Plots;
using Xunit;

namespace FragSim.Tests.Plots;

public class GalleryTests(ITestOutputHelper output)
{
    private const string Folder = "FRAGSIM_GALLERY";

    /// <summary>For a person to look at: set FRAGSIM_GALLERY to a folder and run this test.
    /// </summary>
    [Fact]
    public void Every_picture_is_written_to_the_folder_that_the_environment_names()
    {
        var folder = Environment.GetEnvironmentVariable(Folder);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{Folder} is not set");
        Directory.CreateDirectory(folder!);
        foreach (var strategies in (int[])[5, 1, 12])
        {
            var results = SampleResults.Of(strategies);
            foreach (var dark in (bool[])[false, true])
                foreach (var entry in ChartCatalog.Entries)
                {
                    var before = Process.GetCurrentProcess().UserProcessorTime;
                    Write(folder!, entry.Name, strategies, dark, results);
                    var spent = Process.GetCurrentProcess().UserProcessorTime - before;
                    output.WriteLine($"{entry.Name}, {strategies}: {spent.TotalMilliseconds} ms");
                }
        }
    }

    private static void Write(
        string folder, string chart, int strategies, bool dark,
        IReadOnlyList<FragSim.Sim.Results.RunResult> results)
    {
        var style = new ChartStyle { Dark = dark };
        var name = Path.Combine(folder, $"{chart}-{strategies}{(dark ? "-dark" : "")}");
        File.WriteAllBytes(name + ".png",
            ChartCatalog.Render(chart, results, style, ChartFormat.Png));
        File.WriteAllBytes(name + ".svg",
            ChartCatalog.Render(chart, results, style, ChartFormat.Svg));
        Assert.True(new FileInfo(name + ".png").Length > 0);
    }
}
