using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

internal sealed class UnusableIndexChart : IChart
{
    public CatalogEntry Entry { get; } = new(
        "unusable-index",
        "Share of free memory that is in blocks too small for a huge page, along time.",
        "Linux mm/vmstat.c, unusable_free_index");

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "Share of free memory in blocks too small for a huge page, over time",
            Caption = $"{input.Caption}  ·  {input.MeanOfSeeds}  ·  unusable free space index",
        };
        if (input.EndNs <= 0 || input.Strategies.All(s => s.Runs.All(r => r.Samples.Count == 0)))
            return figure with { Message = "No samples were taken: there is nothing to show." };
        var grid = Curve.Grid(input.EndNs);
        return figure.With(input, strategy => Panel(input, strategy, grid));
    }

    private static Panel Panel(ChartInput input, StrategyRuns strategy, double[] grid)
    {
        var time = new TimeAxis(input.EndNs, SmallMultiples.TimeTicks(input));
        var y = AxisTicks.Percent with { Max = 114 };
        var panel = new Panel(input.Theme, time.Ticks, y) { Title = strategy.Label };
        PhaseSpan.Shade(panel, input, time, y.Max);
        Curve.Draw(panel.Plot, [.. grid.Select(time.Position)], Mean(strategy, grid),
            new SeriesLook(strategy.Look.Color, Patterns.Solid));
        return panel;
    }

    /// <summary>In % along a grid of times, mean over the seeds.</summary>
    public static double[] Mean(StrategyRuns strategy, double[] grid) =>
        Curve.Mean(strategy.Runs, grid, Index);

    /// <summary>In %, zones weighted by their free pages; 0 when nothing is free, as in the
    /// kernel.</summary>
    private static double Index(Sample sample)
    {
        var free = sample.Zones.Sum(zone => (double)zone.FreePages);
        if (free <= 0) return 0;
        return sample.Zones.Sum(zone => zone.UnusableIndex / 10.0 * zone.FreePages) / free;
    }
}
