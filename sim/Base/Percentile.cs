namespace FragSim.Sim.Base;

/// <summary>Percentiles by nearest rank: always a value that occurred.</summary>
public static class Percentile
{
    /// <param name="sorted">Values in rising order; may be empty.</param>
    /// <param name="percent">0 to 100.</param>
    /// <returns>The value, 0 when there is none.</returns>
    public static long Of(IReadOnlyList<long> sorted, double percent)
    {
        if (sorted.Count == 0)
            return 0;
        int rank = (int)Math.Ceiling(percent / 100 * sorted.Count);
        return sorted[Math.Clamp(rank - 1, 0, sorted.Count - 1)];
    }
}
