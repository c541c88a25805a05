using FragSim.Plots.Report;
using FragSim.Sim.Results;
using Xunit;

namespace FragSim.Browser;

public sealed class HostileNamesTests(SharedBrowser browser)
{
    private const string Hostile =
        "</script><script>window.hit=1</script><img src=x onerror='window.hit=1'>\"'`,\n{{data}}";

    [Fact]
    public async Task A_hostile_name_is_text_in_the_table_the_legend_and_the_tips()
    {
        string folder = Directory.CreateTempSubdirectory("fragsim-browser-").FullName;
        try
        {
            string page = Path.Combine(folder, "report.html");
            RunResult[] runs = [.. new[] { Hostile, new string('W', 300) }.Select(
                name => MadeUpRun.Of(Hostile, name, samples: 3, cells: 1))];
            File.WriteAllBytes(page, HtmlReport.Write(
                new ReportContent { Results = runs, Answer = Hostile },
                TestContext.Current.CancellationToken));
            await using OpenPage open = await OpenPage.At(browser, page);
            await open.Page.WaitForFunctionAsync("() => window.fragsim && fragsim.player");
            await open.Page.Locator("#player .panes canvas").First.HoverAsync();
            await open.Page.Locator(".u-over").First.HoverAsync();
            Assert.Contains("<script>", await open.Page.Locator("#legend").InnerTextAsync(),
                StringComparison.Ordinal);
            Assert.False(await open.Page.EvaluateAsync<bool>("() => 'hit' in window"));
            Assert.False(await open.Page.EvaluateAsync<bool>(
                "() => document.documentElement.scrollWidth > innerWidth"));
            Assert.Empty(open.Complaints);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
