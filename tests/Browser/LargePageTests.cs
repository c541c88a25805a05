using FragSim.Plots.Report;
using FragSim.Sim.Run;
using Xunit;

namespace FragSim.Browser;

public sealed class LargePageTests(SharedBrowser browser)
{
    /// <summary>However many events a run has, it leaves at most so much behind.</summary>
    private const int MostSamples = 600;

    [Fact]
    public async Task The_page_of_the_longest_runs_is_under_8_MB_and_drawn_within_a_second()
    {
        string folder = Directory.CreateTempSubdirectory("fragsim-browser-").FullName;
        try
        {
            string page = Path.Combine(folder, "report.html");
            string[] strategies = ["none", "partition", "grouping", "compaction", "linux"];
            byte[] bytes = HtmlReport.Write(new ReportContent
            {
                Results = [.. strategies.Select(s => MadeUpRun.Of(
                    "long", s, MostSamples, PageblockSurvey.MaxCells))],
                Answer = "It depends.",
            }, TestContext.Current.CancellationToken);
            File.WriteAllBytes(page, bytes);
            Assert.InRange(bytes.Length, 1_000_000, 8_000_000);
            // Other work on the machine slows one opening or another down.
            double drawnMs = double.MaxValue;
            for (int i = 0; i < 5 && drawnMs > 1000; i++)
            {
                await using OpenPage open = await OpenPage.At(browser, page);
                drawnMs = Math.Min(
                    drawnMs, await open.Page.EvaluateAsync<double>("() => fragsim.drawnMs"));
                Assert.Empty(open.Complaints);
            }
            TestContext.Current.SendDiagnosticMessage($"drawn after {drawnMs:0} ms");
            Assert.InRange(drawnMs, 1, 1000);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
