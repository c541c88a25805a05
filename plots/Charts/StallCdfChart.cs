using FragSim.Plots.Figures;
using FragSim.Sim.Base;

namespace FragSim.Plots.Charts;

internal sealed class StallCdfChart : IChart
{
    public CatalogEntry Entry { get; } = new(
        "stall-cdf",
        "Share of huge-page requests that waited no longer than a given time, granted and refused "
            + "apart.",
        "Linux vmstat compact_stall and allocstall, as time");

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "Share of huge-page requests that waited no longer than …",
            Caption = $"{input.Caption}  ·  {input.AllSeeds}",
        };
        if (!input.HasRequests)
            return figure with { Message = ChartInput.NoRequestsMessage };
        return figure with
        {
            Columns = 2,
            Panels = [.. WaitKinds.All.Select(kind => Panel(input, kind))],
            Legend = [.. input.Strategies.Select(
                s => new LegendEntry(s.Label, s.Look, LegendMark.Line))],
        };
    }

    private static Panel Panel(ChartInput input, WaitKind kind)
    {
        var waits = input.Strategies.Select(s => Sorted(s, kind)).ToArray();
        var axis = new StallAxis(waits);
        var panel = new Panel(input.Theme, axis.Ticks, AxisTicks.Percent)
        {
            Title = waits.All(w => w.Length == 0)
                ? $"No request was {kind.Name}" : $"Requests that were {kind.Name}",
        };
        for (var s = 0; s < waits.Length; s++)
        {
            if (waits[s].Length == 0) continue;
            var (xs, ys) = axis.Distribution(waits[s]);
            Curve.Draw(panel.Plot, xs, ys, input.Strategies[s].Look);
        }
        return panel;
    }

    private static double[] Sorted(StrategyRuns strategy, WaitKind kind) =>
    [
        .. strategy.Runs.SelectMany(kind.Of)
            .Select(request => (double)Math.Max(0, request.Stall.TotalNs)).Order(),
    ];
}
