using FragSim.Plots.Figures;
using FragSim.Plots.Style;

namespace FragSim.Plots.Charts;

/// <summary>Stalls along a logarithmic axis, with a place for those of no length.</summary>
internal sealed class StallAxis
{
    /// <summary>Points a decade: finer than a pixel.</summary>
    private const int Fineness = 50;
    private const int FirstDecade = 3;
    private const int LastDecade = 9;

    /// <summary>Where zero stands, in decades left of the axis' first.</summary>
    private const double ZeroAt = 0.6;

    private readonly int low;
    private readonly int high;

    /// <summary>1 µs to 1 s, or more if a stall lies outside.</summary>
    /// <param name="stalls">Every line that is drawn along the axis, in ns.</param>
    /// <param name="lastDecade">Power of ten of the ns that the axis reaches at least.</param>
    public StallAxis(IEnumerable<IReadOnlyList<double>> stalls, int lastDecade = LastDecade)
    {
        var positive = stalls.SelectMany(values => values).Where(ns => ns > 0)
            .DefaultIfEmpty(1e3).ToList();
        low = Math.Min(FirstDecade, (int)Math.Floor(Math.Log10(positive.Min())));
        high = Math.Max(lastDecade, (int)Math.Ceiling(Math.Log10(positive.Max())));
    }

    public AxisTicks Ticks
    {
        get
        {
            var decades = Enumerable.Range(low, high - low + 1).ToArray();
            return new AxisTicks(
                low - ZeroAt - 0.15, high + 0.05,
                [low - ZeroAt, .. decades.Select(d => (double)d)],
                ["0", .. decades.Select(d => Quantity.Duration(Math.Pow(10, d)))]);
        }
    }

    /// <summary>Percent of stalls no longer than each time. The share of zeros is a step at "0",
    /// flat until the logarithmic axis begins.</summary>
    /// <param name="sorted">Stalls in ascending order; at least one.</param>
    public (double[] Xs, double[] Ys) Distribution(double[] sorted)
    {
        var zeros = 100.0 * Below(sorted, 0.5) / sorted.Length;
        var xs = new List<double> { low - ZeroAt, low - ZeroAt };
        var ys = new List<double> { 0, zeros };
        for (var i = 0; i <= (high - low) * Fineness; i++)
        {
            var x = low + ((double)i / Fineness);
            xs.Add(x);
            // The factor takes in stalls of exactly this time despite rounding.
            ys.Add(100.0 * Below(sorted, Math.Pow(10, x) * 1.000001) / sorted.Length);
        }
        return ([.. xs], [.. ys]);
    }

    private static int Below(double[] sorted, double limit)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= limit) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
