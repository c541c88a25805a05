using FragSim.Plots.Style;
using ScottPlot;

namespace FragSim.Plots.Charts;

/// <summary>Counts of bins as steps: between two edges a count is flat.</summary>
internal static class Histogram
{
    /// <param name="plot">To draw on.</param>
    /// <param name="edges">One more than there are counts, in ascending order.</param>
    /// <param name="counts">Of each bin.</param>
    /// <param name="color">Of the outline; several histograms lie over each other.</param>
    public static void Draw(Plot plot, double[] edges, double[] counts, Color color)
    {
        double[] xs = [edges[0], .. edges.Zip(edges.Skip(1)).SelectMany(
            bin => new[] { bin.First, bin.Second }), edges[^1]];
        double[] ys = [0, .. counts.SelectMany(count => new[] { count, count }), 0];
        Curve.Fill(plot, xs, ys, color.WithAlpha(0.15));
        Curve.Draw(plot, xs, ys, new SeriesLook(color, Patterns.Solid), 1.5f);
    }
}
