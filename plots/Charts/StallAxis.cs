using FragSim.Plots.Figures;
using FragSim.Plots.Style;

namespace FragSim.Plots.Charts;

/// <summary>Waits along a logarithmic axis that ends where they end, with a place for those of no
/// length.</summary>
internal sealed class StallAxis
{
    /// <summary>Steps a decade that are told apart: finer than a pixel.</summary>
    private const int Fineness = 100;

    /// <summary>Where zero stands, in decades left of the axis' first.</summary>
    private const double ZeroAt = 0.5;

    /// <summary>Below so many decades every decade alone has too few ticks.</summary>
    private const double Few = 2.5;

    private readonly bool hasZeros;
    private readonly double low;
    private readonly double high;

    /// <param name="waits">Every line that is drawn along the axis, in ns.</param>
    public StallAxis(IEnumerable<IReadOnlyList<double>> waits)
    {
        double[] all = [.. waits.SelectMany(values => values)];
        hasZeros = Array.Exists(all, ns => ns <= 0);
        double[] positive = [.. all.Where(ns => ns > 0).DefaultIfEmpty(1e3)];
        high = Math.Log10(positive.Max()) + 0.03;
        low = Math.Min(Math.Floor(Math.Log10(positive.Min())), Math.Floor(high - 0.1));
    }

    public AxisTicks Ticks
    {
        get
        {
            double[] steps = high - low < Few ? [1, 2, 5] : [1];
            double[] marks = [.. Enumerable.Range((int)low, (int)(high - low) + 1)
                .SelectMany(decade => steps.Select(step => decade + Math.Log10(step)))
                .Where(mark => mark <= high)];
            var zero = low - ZeroAt;
            return new AxisTicks(hasZeros ? zero - 0.1 : low, high,
                hasZeros ? [zero, .. marks] : marks,
                [.. hasZeros ? ["0"] : Array.Empty<string>(),
                    .. marks.Select(mark => Quantity.Duration(Math.Pow(10, mark)))]);
        }
    }

    /// <summary>Percent of waits no longer than each time, as steps from wait to wait. The share
    /// of zeros is a step at "0", flat until the logarithmic axis begins.</summary>
    /// <param name="sorted">Waits in ascending order, at least one; in ns.</param>
    public (double[] Xs, double[] Ys) Distribution(double[] sorted)
    {
        var xs = new List<double> { hasZeros ? low - ZeroAt : low };
        var ys = new List<double> { 0 };
        for (var i = 0; i < sorted.Length;)
        {
            var x = sorted[i] > 0 ? Math.Log10(sorted[i]) : low - ZeroAt;
            var last = Math.Pow(10, x + (1.0 / Fineness));
            while (i < sorted.Length && sorted[i] < last) i++;
            xs.AddRange([x, x]);
            ys.AddRange([ys[^1], 100.0 * i / sorted.Length]);
        }
        xs.Add(high);
        ys.Add(100);
        return ([.. xs], [.. ys]);
    }
}
