using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace FragSim.Plots.Style;

/// <summary>One measure over the seeds of a strategy.</summary>
/// <param name="Count">Seeds that gave a number; a NaN (nothing to measure) is left out.</param>
/// <param name="Mean">NaN when no seed gave a number.</param>
/// <param name="HalfWidth95">Half the width of the 95 % confidence interval of the mean by
/// Student's t; NaN for fewer than two seeds.</param>
/// <param name="Median">NaN when no seed gave a number.</param>
public readonly record struct SeedStatistics(
    int Count, double Mean, double HalfWidth95, double Median)
{
    /// <summary>What adding up leaves of numbers that are equal.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Is the mean above 0, and all of its interval? Seeds that all give the same number
    /// leave no doubt; a single seed has no interval, and its number decides.</summary>
    public bool IsAboveZero =>
        Mean - (double.IsNaN(HalfWidth95) ? 0 : HalfWidth95) > Rounding;

    /// <summary>Statistics of one value a seed; NaN and infinite values are left out.</summary>
    public static SeedStatistics Of(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        if (finite.Length == 0) return new SeedStatistics(0, double.NaN, double.NaN, double.NaN);
        return new SeedStatistics(
            finite.Length, finite.Mean(), HalfWidth(finite), finite.Median());
    }

    /// <summary>Difference of a measure to a baseline, seed by seed: what the seeds have in common
    /// cancels out. Seeds that only one side has are left out.</summary>
    public static SeedStatistics Paired(
        IEnumerable<(ulong Seed, double Value)> values,
        IEnumerable<(ulong Seed, double Value)> baseline) =>
        Of(values.Join(baseline, v => v.Seed, b => b.Seed, (v, b) => v.Value - b.Value));

    private static double HalfWidth(double[] values)
    {
        if (values.Length < 2) return double.NaN;
        var t = StudentT.InvCDF(0, 1, values.Length - 1, 0.975);
        return t * values.StandardDeviation() / Math.Sqrt(values.Length);
    }
}
