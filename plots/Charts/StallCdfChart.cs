using FragSim.Plots.Figures;
using FragSim.Sim;

namespace FragSim.Plots.Charts;

internal sealed class StallCdfChart : IChart
{
    public CatalogEntry Entry { get; } = new(
        "stall-cdf",
        "Share of huge-page requests that stalled for no longer than a given time.",
        "Linux vmstat compact_stall and allocstall, as time");

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "Share of huge-page requests that stalled no longer than …",
            Caption = $"{input.Caption}  ·  requests of all seeds together, granted or not",
        };
        var stalls = input.Strategies.Select(Stalls).ToArray();
        if (!input.HasRequests)
            return figure with { Message = ChartInput.NoRequestsMessage };
        var axis = new StallAxis(stalls);
        var panel = new Panel(input.Theme, axis.Ticks, AxisTicks.Percent);
        for (var s = 0; s < stalls.Length; s++)
        {
            if (stalls[s].Length == 0) continue;
            var (xs, ys) = axis.Distribution(stalls[s]);
            Curve.Draw(panel.Plot, xs, ys, input.Strategies[s].Look);
        }
        return figure with
        {
            Panels = [panel],
            Legend = [.. input.Strategies.Select(
                s => new LegendEntry(s.Label, s.Look, LegendMark.Line))],
        };
    }

    private static double[] Stalls(StrategyRuns strategy)
    {
        var values = strategy.Runs.SelectMany(run => run.Requests)
            .Select(request => (double)Math.Max(0, request.Stall.TotalNs)).ToArray();
        Array.Sort(values);
        return values;
    }
}
