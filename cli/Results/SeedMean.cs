namespace FragSim.Cli.Results;

/// <summary>A figure over seeds: its mean, the half width of its 95 % confidence interval (by
/// Student's t; NaN with a single seed) and its median.</summary>
internal readonly record struct SeedMean(double Mean, double HalfWidth, double Median)
{
    /// <summary>Two-sided 95 % quantiles of Student's t, for 1 to 30 degrees of freedom.</summary>
    private static readonly double[] Student =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
        2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
        2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>Values that are not known (NaN) do not count.</summary>
    public static SeedMean Of(IEnumerable<double> values)
    {
        double[] known = [.. values.Where(v => !double.IsNaN(v)).Order()];
        if (known.Length == 0)
            return new SeedMean(double.NaN, double.NaN, double.NaN);
        int middle = known.Length / 2;
        double median = known.Length % 2 == 1
            ? known[middle]
            : (known[middle - 1] + known[middle]) / 2;
        return new SeedMean(known.Average(), HalfWidthOf(known), median);
    }

    private static double HalfWidthOf(double[] values)
    {
        if (values.Length == 1)
            return double.NaN;
        double mean = values.Average();
        double variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
        // Beyond 30 degrees of freedom the normal quantile is within 4 % of Student's.
        double t = values.Length - 2 < Student.Length ? Student[values.Length - 2] : 1.96;
        return t * Math.Sqrt(variance / values.Length);
    }
}
