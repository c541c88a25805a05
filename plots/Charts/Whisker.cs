using FragSim.Plots.Figures;
using ScottPlot;

namespace FragSim.Plots.Charts;

/// <summary>A 95 % confidence interval, or another range, drawn over a bar.</summary>
internal static class Whisker
{
    public static void Horizontal(Plot plot, double x, double y, double halfWidth, Color color) =>
        // A count or a time is never below zero, however wide the interval.
        Add(plot, new Coordinates(Math.Max(x - halfWidth, 0), y),
            new Coordinates(x + halfWidth, y), color, 4);

    public static void Vertical(
        Plot plot, double x, double y, double halfWidth, double ceiling, Color color) =>
        Add(plot, new Coordinates(x, Math.Max(y - halfWidth, 0)),
            new Coordinates(x, Math.Min(y + halfWidth, ceiling)), color, 2.5f);

    /// <summary>A range with a cap at each end.</summary>
    public static void Range(Plot plot, double x, double low, double high, Color color) =>
        Add(plot, new Coordinates(x, low), new Coordinates(x, high), color, 4);

    // ScottPlot's error bars draw the shorter half at both ends.
    private static void Add(
        Plot plot, Coordinates low, Coordinates high, Color color, float cap) =>
        plot.Add.Plottable(new CappedLine(low, high, color, cap));
}
