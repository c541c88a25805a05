using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

internal sealed class StallCausesChart : IChart
{
    public CatalogEntry Entry { get; } = new(
        "stall-causes",
        "Mean stall of a huge-page request, by what the caller waited for.",
        "Linux mm/compaction.c and mm/vmscan.c, direct paths");

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "Mean stall of a huge-page request, by what the caller waited for",
            Caption = $"{input.Caption}  ·  all requests; {input.Spread}",
        };
        if (!input.HasRequests)
            return figure with { Message = ChartInput.NoRequestsMessage };
        var bars = input.Strategies.Select(Bar).ToArray();
        var most = bars.Max(bar => bar.Total + (bar.HalfWidth95 > 0 ? bar.HalfWidth95 : 0));
        if (most == 0) return figure with { Message = input.Without("stall") };
        var ticks = AxisTicks.FromZero(Math.Max(most, 1e3), 5, Quantity.Duration, room: 1.2);
        return figure with
        {
            Panels = [StrategyBars.Draw(input, null, bars, ticks)],
            Legend = [.. StallLook.All.Select(c => LegendEntry.Swatch(c.Label, c.Color))],
        };
    }

    private static StrategyBar Bar(StrategyRuns strategy)
    {
        var whole = strategy.Over(run => Mean(run, stall => stall.TotalNs));
        var parts = StallLook.All.Select(c => new BarPart(
            strategy.Over(run => Mean(run, stall => stall[c.Cause])).Mean, c.Color));
        return whole.Count == 0
            ? new StrategyBar(strategy.Label, [], double.NaN, "no requests")
            : new StrategyBar(
                strategy.Label, [.. parts], whole.HalfWidth95, Quantity.Duration(whole.Mean));
    }

    private static double Mean(RunResult run, Func<Stall, long> part) =>
        run.Requests.Count == 0
            ? double.NaN
            : run.Requests.Sum(request => (double)part(request.Stall)) / run.Requests.Count;
}
