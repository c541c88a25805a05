using System.Text;
using FragSim.Cli.Commands;
using SkiaSharp;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class PictureCommandsTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Plot_draws_one_chart_in_the_size_asked_for()
    {
        await Write();
        FragsimProcess run = FragsimProcess.Run("plot", place["out"], "--chart", "success",
            "--width", "640", "--height", "400", "--theme", "dark", "--out", place["a.png"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("", run.Output);
        using SKBitmap picture = SKBitmap.Decode(place["a.png"]);
        Assert.Equal((1280, 800), (picture.Width, picture.Height));
        Assert.Equal(SKColor.Parse("#14171C"), picture.GetPixel(0, 0));

        run = FragsimProcess.Run("plot", place["out"], "--chart", "blockers", "--format", "svg",
            "--out", place["b.svg"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("page table, unmovable", File.ReadAllText(place["b.svg"]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_makes_the_page_again()
    {
        await Write();
        FragsimProcess run = FragsimProcess.Run("report", place["out"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("grouping+compaction",
            File.ReadAllText(place["out/report.html"], Encoding.UTF8), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report nowhere", "nowhere: no such folder")]
    [InlineData("plot nowhere --chart work", "nowhere: no such folder")]
    public void A_folder_that_is_not_there_is_bad_input(string line, string complaint)
    {
        FragsimProcess run = FragsimProcess.Run(line.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(complaint, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_written_leaves_nothing_behind()
    {
        await Write();
        File.WriteAllText(place["file"], "");
        FragsimProcess run = FragsimProcess.Run(
            "plot", place["out"], "--chart", "work", "--out", place["file/x.png"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("choose another place", run.Error, StringComparison.Ordinal);
    }

    private async Task Write() => await ComparisonRun.Execute(
        FakeComparison.Of(place["out"]), FakeComparison.Simulate,
        TestContext.Current.CancellationToken);
}
