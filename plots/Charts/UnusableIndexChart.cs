using FragSim.Plots.Figures;
using FragSim.Sim;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

internal sealed class UnusableIndexChart : IChart
{
    public CatalogEntry Entry { get; } = new(
        "unusable-index",
        "Share of free memory that lies in blocks too small for a huge page, along time.",
        "Linux mm/vmstat.c, unusable_free_index");

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "Share of free memory in blocks too small for a huge page",
            Caption = $"{input.Caption}  ·  unusable free space index, mean over seeds",
        };
        if (input.EndNs <= 0 || input.Strategies.All(s => s.Runs.All(r => r.Samples.Count == 0)))
            return figure with { Message = "No samples were taken: there is nothing to show." };
        var time = new TimeAxis(input.EndNs, 8);
        var y = AxisTicks.Percent with { Max = 112 };
        var panel = new Panel(input.Theme, time.Ticks, y);
        PhaseSpan.Shade(panel, input, time, y.Max);
        var grid = Curve.Grid(input.EndNs);
        var xs = grid.Select(time.Position).ToArray();
        foreach (var strategy in input.Strategies)
            Curve.Draw(panel.Plot, xs, Curve.Mean(strategy.Runs, grid, Index), strategy.Look);
        return figure with
        {
            Panels = [panel],
            Legend = [.. input.Strategies.Select(
                s => new LegendEntry(s.Label, s.Look, LegendMark.Line))],
        };
    }

    /// <summary>In %, zones weighted by their free pages; 0 when nothing is free, as in the
    /// kernel.</summary>
    private static double Index(Sample sample)
    {
        var free = sample.Zones.Sum(zone => (double)zone.FreePages);
        if (free <= 0) return 0;
        return sample.Zones.Sum(zone => zone.UnusableIndex / 10.0 * zone.FreePages) / free;
    }
}
