using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;

namespace FragSim.Plots.Charts;

internal sealed class SuccessOverTimeChart : IChart
{
    public CatalogEntry Entry { get; } = new(
        "success-over-time",
        "Share of huge-page requests that were granted, along simulated time.",
        "Linux vmstat thp_fault_alloc and thp_fault_fallback");

    public Figure Draw(ChartInput input)
    {
        var windowNs = TrailingShare.WindowNs(input.EndNs);
        var figure = new Figure
        {
            Title = "Share of huge-page requests that were granted, over time",
            Caption = $"{input.Caption}  ·  {input.MeanOfSeeds}  ·  at each moment, of the "
                + $"requests of the {Quantity.Duration(windowNs)} before it",
        };
        if (input.EndNs <= 0 || !input.HasRequests)
            return figure with { Message = ChartInput.NoRequestsMessage };
        var startNs = StartNs(input);
        double[] grid = [.. Curve.Grid(input.EndNs).Where(ns => ns >= startNs)];
        return figure.With(input, s => Panel(input, s, grid, windowNs, startNs)) with
        {
            Legend =
            [
                new LegendEntry("granted", new SeriesLook(input.Theme.Text, Patterns.Solid),
                    LegendMark.Line),
                LegendEntry.Swatch(Bound.Label, Bound.Pale(input.Theme.Muted, input.Theme)),
            ],
        };
    }

    /// <summary>A long time without requests before the first is left out.</summary>
    private static long StartNs(ChartInput input)
    {
        var first = input.Strategies.SelectMany(s => s.Runs).SelectMany(run => run.Requests)
            .Min(request => request.TimeNs);
        return first < input.EndNs / 5 ? 0 : first - (input.EndNs / 50);
    }

    private static Panel Panel(
        ChartInput input, StrategyRuns strategy, double[] grid, double windowNs, long startNs)
    {
        var time = new TimeAxis(input.EndNs, SmallMultiples.TimeTicks(input), startNs);
        // Names of phases stand above the lines.
        var y = AxisTicks.Percent with { Max = 114 };
        var panel = new Panel(input.Theme, time.Ticks, y) { Title = strategy.Label };
        PhaseSpan.Shade(panel, input, time, y.Max);
        var xs = grid.Select(time.Position).ToArray();
        var color = strategy.Look.Color;
        Curve.Fill(panel.Plot, xs,
            TrailingShare.Mean(strategy, grid, windowNs, request => request.OracleGranted),
            Bound.Pale(color, input.Theme));
        Curve.Draw(panel.Plot, xs,
            TrailingShare.Mean(strategy, grid, windowNs, request => request.Granted),
            new SeriesLook(color, Patterns.Solid));
        return panel;
    }
}
