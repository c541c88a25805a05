using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

internal sealed class FreeByOrderChart : IChart
{
    public CatalogEntry Entry { get; } = new(
        "free-by-order",
        "Free memory by the size of its blocks, along time, one panel a strategy.",
        "Linux /proc/buddyinfo");

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "Free memory by the size of its blocks, over time",
            Caption = $"{input.Caption}  ·  first seed of each strategy",
        };
        if (input.EndNs <= 0 || input.Strategies.All(s => s.First.Samples.Count == 0))
            return figure with { Message = "No samples were taken: there is nothing to show." };
        var grid = Curve.Grid(input.EndNs, input.Strategies.Count > 4 ? 80 : Curve.Points);
        var layers = input.Strategies.ToDictionary(s => s, s => Layers(s.First, grid));
        var most = layers.Values.Max(l => l[^1].Where(double.IsFinite).DefaultIfEmpty(0).Max());
        return figure.With(input, s => Panel(input, s, grid, layers[s], most)) with
        {
            Legend = BlockSizeRamp.Legend,
        };
    }

    private static Panel Panel(
        ChartInput input, StrategyRuns strategy, double[] grid, double[][] layers, double most)
    {
        var rows = (input.Strategies.Count + 3) / 4;
        var time = new TimeAxis(input.EndNs, 6);
        var panel = new Panel(
            input.Theme, time.Ticks, AxisTicks.FromZeroBytes(most, Math.Max(4, 6 - rows)))
        {
            Title = strategy.Label,
        };
        var at = Enumerable.Range(0, grid.Length)
            .Where(i => double.IsFinite(layers[^1][i])).ToArray();
        if (at.Length < 2) return panel;
        var xs = at.Select(i => time.Position(grid[i])).ToArray();
        // The largest blocks, the useful ones, lie at the bottom. Every area reaches down to zero
        // and the next is painted over it, so that no seam shows between them.
        for (var order = 0; order <= Order.MaxBuddy; order++)
        {
            var edge = at.Select(i => layers[Order.MaxBuddy - order][i]).ToArray();
            var area = panel.Plot.Add.FillY(xs, new double[at.Length], edge);
            area.FillColor = BlockSizeRamp.Colors[order];
            area.LineWidth = 0;
            area.MarkerSize = 0;
        }
        return panel;
    }

    /// <summary>Upper edges in bytes at each time, from the largest order down.</summary>
    private static double[][] Layers(RunResult run, double[] grid)
    {
        var layers = new double[Order.Count][];
        for (var i = 0; i < layers.Length; i++)
        {
            var least = Order.MaxBuddy - i;
            layers[i] = Curve.Mean([run], grid, sample => FreeBytes(sample, least));
        }
        return layers;
    }

    private static double FreeBytes(Sample sample, int leastOrder)
    {
        var pages = 0.0;
        foreach (var zone in sample.Zones)
            for (var i = 0; i < zone.FreeBlocks.Length; i++)
                if (i % Order.Count >= leastOrder)
                    pages += zone.FreeBlocks[i] * (double)Order.Pages(i % Order.Count);
        return pages * Quantity.PageBytes;
    }
}
