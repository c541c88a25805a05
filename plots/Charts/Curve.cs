using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Results;
using ScottPlot;
using Range = System.Range;

namespace FragSim.Plots.Charts;

/// <summary>A measure along simulated time, on a grid that all runs share.</summary>
internal static class Curve
{
    public const int Points = 160;

    public static double[] Grid(long endNs, int points = Points) =>
        [.. Enumerable.Range(0, points).Select(i => (double)endNs * i / (points - 1))];

    /// <summary>Mean over the runs of what each run's latest sample says; NaN before the first.
    /// </summary>
    public static double[] Mean(
        IReadOnlyList<RunResult> runs, double[] grid, Func<Sample, double> measure)
    {
        var sum = new double[grid.Length];
        var count = new int[grid.Length];
        foreach (var run in runs)
        {
            var at = -1;
            for (var i = 0; i < grid.Length && grid[i] <= run.EndNs; i++)
            {
                while (at + 1 < run.Samples.Count && run.Samples[at + 1].TimeNs <= grid[i]) at++;
                if (at < 0) continue;
                var value = measure(run.Samples[at]);
                if (double.IsNaN(value)) continue;
                sum[i] += value;
                count[i]++;
            }
        }
        return [.. sum.Select((total, i) => count[i] > 0 ? total / count[i] : double.NaN)];
    }

    /// <summary>Draws a line with a gap wherever there is no value.</summary>
    public static void Draw(
        Plot plot, double[] xs, double[] ys, SeriesLook look, float width = 2)
    {
        foreach (var part in Parts(ys))
        {
            var (x, y) = (xs[part], ys[part]);
            if (x.Length > 1 && !look.Pattern.Equals(Patterns.Solid))
            {
                plot.Add.Plottable(new DashedLine(x, y, look, width));
                continue;
            }
            var line = plot.Add.Scatter(x, y, look.Color);
            line.LineWidth = width;
            // A value that stands alone would be a line of no length.
            line.MarkerSize = x.Length == 1 ? 4 : 0;
        }
    }

    /// <summary>Fills what is below a line, with a gap wherever there is no value.</summary>
    public static void Fill(Plot plot, double[] xs, double[] ys, Color color)
    {
        foreach (var part in Parts(ys))
        {
            var (x, y) = (xs[part], ys[part]);
            if (x.Length < 2) continue;
            var area = plot.Add.FillY(x, new double[x.Length], y);
            area.FillColor = color;
            area.LineWidth = 0;
            area.MarkerSize = 0;
        }
    }

    /// <summary>Where a row of values has no gap.</summary>
    private static IEnumerable<Range> Parts(double[] ys)
    {
        for (var start = 0; start < ys.Length; start++)
        {
            if (double.IsNaN(ys[start])) continue;
            var end = start + 1;
            while (end < ys.Length && !double.IsNaN(ys[end])) end++;
            yield return start..end;
            start = end;
        }
    }
}
