using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

/// <summary>Shares of what is free: under load that is little, and its blocks would not be seen
/// beside the free memory of a machine at rest.</summary>
internal sealed class FreeByOrderChart : IChart
{
    public CatalogEntry Entry { get; } = new(
        "free-by-order",
        "Free memory by the size of its blocks, in % of what is free, along time.",
        "Linux /proc/buddyinfo");

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "Free memory by the size of its blocks, over time",
            Caption = $"{input.Caption}  ·  {input.FirstSeed}  ·  in % of what is free",
        };
        if (input.EndNs <= 0 || input.Strategies.All(s => s.First.Samples.Count == 0))
            return figure with { Message = "No samples were taken: there is nothing to show." };
        var grid = Curve.Grid(input.EndNs, input.Strategies.Count > 4 ? 80 : Curve.Points);
        return figure.With(input, s => Panel(input, s, grid)) with
        {
            Legend = BlockSizeRamp.Legend,
        };
    }

    private static Panel Panel(ChartInput input, StrategyRuns strategy, double[] grid)
    {
        var time = new TimeAxis(input.EndNs, SmallMultiples.TimeTicks(input));
        var free = strategy.First.Samples.Select(sample => FreeBytes(sample, 0)).ToArray();
        var panel = new Panel(input.Theme, time.Ticks, AxisTicks.Percent with { Max = 100 })
        {
            Title = free.Length == 0 ? strategy.Label : strategy.Label
                + $", {Quantity.Mebibytes(free.Min())} to {Quantity.Mebibytes(free.Max())} free",
        };
        double[] xs = [.. grid.Select(time.Position)];
        // The largest blocks, the useful ones, are at the bottom. Every area reaches down to zero
        // and the next is painted over it, so that no seam shows between them.
        for (var order = 0; order <= Order.MaxBuddy; order++)
        {
            var least = order;
            var edge = Curve.Mean([strategy.First], grid, sample => Share(sample, least));
            Curve.Fill(panel.Plot, xs, edge, BlockSizeRamp.Colors[order]);
        }
        return panel;
    }

    /// <summary>In % of what is free; NaN when nothing is.</summary>
    private static double Share(Sample sample, int leastOrder) =>
        FreeBytes(sample, 0) is > 0 and var free
            ? 100 * FreeBytes(sample, leastOrder) / free : double.NaN;

    private static double FreeBytes(Sample sample, int leastOrder)
    {
        var pages = 0.0;
        foreach (var zone in sample.Zones)
            for (var order = leastOrder; order < Order.Count; order++)
                pages += zone.FreeBlocks.OfOrder(order) * (double)Order.Pages(order);
        return pages * Quantity.PageBytes;
    }
}
