using FragSim.Plots;
using FragSim.Plots.Report;
using FragSim.Plots.Style;
using FragSim.Sim.Results;
using Xunit;

namespace FragSim.Tests.Plots;

public class GalleryTests
{
    private const string Folder = "FRAGSIM_GALLERY";

    public static TheoryData<string> Charts =>
        [.. ChartCatalog.Entries.Select(entry => entry.Name)];

    /// <summary>For a person to look at: set FRAGSIM_GALLERY to a folder and run this test.
    /// </summary>
    [Theory, MemberData(nameof(Charts))]
    public void Every_picture_is_written_to_the_folder_that_the_environment_names(string chart)
    {
        var folder = Environment.GetEnvironmentVariable(Folder);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{Folder} is not set");
        Directory.CreateDirectory(folder!);
        foreach (var (name, results) in Cases())
            foreach (var dark in (bool[])[false, true])
                foreach (var format in Enum.GetValues<ChartFormat>())
                {
                    var style = new ChartStyle { Dark = dark };
                    var bytes = ChartCatalog.Render(chart, results, style, format);
                    Assert.NotEmpty(bytes);
                    var file = $"{chart}-{name}{(dark ? "-dark" : "")}.{format}".ToLowerInvariant();
                    File.WriteAllBytes(Path.Combine(folder!, file), bytes);
                }
    }

    [Fact]
    public void Every_page_is_written_to_the_folder_that_the_environment_names()
    {
        var folder = Environment.GetEnvironmentVariable(Folder);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{Folder} is not set");
        Directory.CreateDirectory(folder!);
        foreach (var (name, results) in Cases())
            File.WriteAllBytes(Path.Combine(folder!, $"report-{name}.html"), HtmlReport.Write(
                new ReportContent { Results = results, Answer = "It depends on the load." },
                TestContext.Current.CancellationToken));
    }

    private static IEnumerable<(string Name, IReadOnlyList<RunResult> Results)> Cases()
    {
        yield return ("1", SampleResults.Of(1));
        yield return ("5", SampleResults.Of(5));
        yield return ("12", SampleResults.Of(12));
        yield return ("one-seed", SampleResults.Of(5, seeds: 1));
        yield return ("empty", [SampleResults.Empty("none")]);
        yield return ("hostile", SampleResults.Named(
            ["<script>alert(1)</script>", new string('W', 300), "two\nlines", "none"]));
    }
}
