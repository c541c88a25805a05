using ScottPlot;

namespace FragSim.Plots.Charts;

/// <summary>A 95 % confidence interval, or another range, drawn over a bar.</summary>
internal static class Whisker
{
    public static void Horizontal(Plot plot, double x, double y, double halfWidth, Color color)
    {
        // A count or a time is never below zero, however wide the interval.
        var negative = Math.Min(halfWidth, x);
        Style(plot, new([x], [y], [negative], [halfWidth], null, null), color, 4);
    }

    public static void Vertical(
        Plot plot, double x, double y, double halfWidth, double ceiling, Color color)
    {
        var (down, up) = (Math.Min(halfWidth, y), Math.Min(halfWidth, ceiling - y));
        Style(plot, new([x], [y], null, null, [down], [up]), color, 2.5f);
    }

    /// <summary>A range with a cap at each end.</summary>
    public static void Range(Plot plot, double x, double low, double high, Color color)
    {
        var half = (high - low) / 2;
        Style(plot, new([x], [low + half], null, null, [half], [half]), color, 4);
    }

    private static void Style(
        Plot plot, ScottPlot.Plottables.ErrorBar bar, Color color, float cap)
    {
        bar.Color = color;
        bar.LineWidth = 1.2f;
        bar.CapSize = cap;
        plot.Add.Plottable(bar);
    }
}
