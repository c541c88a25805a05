using System.Text;
using FragSim.Plots.Charts;
using FragSim.Plots.Figures;
using FragSim.Plots.Fonts;
using FragSim.Plots.Style;
using FragSim.Sim.Results;
using FragSim.Tests.Plots;
using Xunit;

namespace FragSim.Tests.Docs.Examples;

public sealed class FallbacksChartTests
{
    [Fact]
    public void A_bar_says_how_many_fallbacks_there_were() =>
        Assert.Contains("1,234", Svg([.. SampleResults.Of(2).Select(run => run with
        {
            Summary = run.Summary with { ExtfragEvents = 1234 },
        })]), StringComparison.Ordinal);

    [Fact]
    public void Runs_without_events_leave_nothing_to_show() =>
        Assert.Contains("nothing to show", Svg([SampleResults.Empty("none")]),
            StringComparison.Ordinal);

    private static string Svg(IReadOnlyList<RunResult> results)
    {
        var style = new ChartStyle();
        EmbeddedFont.Install();
        ChartInput input = ChartInput.From(results, style);
        return Encoding.UTF8.GetString(FigureFile.Write(
            new FallbacksChart().Draw(input), input.Theme, style, ChartFormat.Svg));
    }
}
