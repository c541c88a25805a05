using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;

namespace FragSim.Plots.Charts;

internal sealed class BlockersChart : IChart
{
    /// <summary>Part of the distance between two kinds that their bars fill.</summary>
    private const double Filled = 0.82;

    public CatalogEntry Entry { get; } = new(
        "blockers",
        "The ten kinds of pages that block most huge pages, by share of all blocks.",
        "Linux /proc/kpageflags; Gorman and Whitcroft, OLS 2006, on placing unmovable pages");

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "Blocks that cannot become huge pages, by the pages that block them",
            Caption = $"{input.Caption}  ·  share of all blocks, mean over time; "
                + $"{input.MeanOfSeeds}  ·  several kinds may block one block",
        };
        if (input.Strategies.All(s => s.Runs.All(run => run.Blockers.Count == 0)))
            return figure with { Message = "Memory was not surveyed: there is nothing to show." };
        var kinds = BlockerRanking.Of(input);
        if (kinds.Count == 0)
            return figure with { Message = "No page blocks a block: there is nothing to show." };
        return figure with
        {
            Panels = [Panel(input, kinds)],
            Legend = [.. input.Strategies.Select(
                s => LegendEntry.Swatch(s.Label, s.Look.Color))],
        };
    }

    private static Panel Panel(ChartInput input, IReadOnlyList<BlockerKind> kinds)
    {
        var shares = input.Strategies
            .Select(s => kinds.Select(kind => BlockerRanking.Share(s, kind).Mean).ToArray())
            .ToArray();
        var most = shares.Max(row => row.Where(double.IsFinite).DefaultIfEmpty(0).Max());
        var positions = kinds.Select((_, i) => (double)(kinds.Count - 1 - i)).ToArray();
        var names = new AxisTicks(
            -0.6, kinds.Count - 0.4, positions, [.. kinds.Select(kind => kind.Name)])
        {
            Grid = false,
        };
        var panel = new Panel(input.Theme, AxisTicks.FromZero(
            Math.Max(most, 0.1), 6, Quantity.Percent), names);
        var height = Filled / input.Strategies.Count;
        for (var s = 0; s < shares.Length; s++)
            for (var k = 0; k < kinds.Count; k++)
            {
                if (!(shares[s][k] > 0)) continue;
                var top = positions[k] + (Filled / 2) - (s * height);
                var bar = panel.Plot.Add.Rectangle(0, shares[s][k], top - height, top);
                bar.FillColor = input.Strategies[s].Look.Color;
                bar.LineWidth = 0;
            }
        return panel;
    }
}
