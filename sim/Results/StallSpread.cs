using FragSim.Sim.Base;

namespace FragSim.Sim.Results;

/// <summary>How long callers waited: all those that were granted a page, or all those that were
/// not. In nanoseconds, by nearest rank; NaN where there is no such request.</summary>
/// <param name="P50Ns">The median.</param>
/// <param name="P95Ns">95 per cent waited at most this long.</param>
/// <param name="P99Ns">99 per cent waited at most this long.</param>
/// <param name="MaxNs">The longest.</param>
public readonly record struct StallSpread(double P50Ns, double P95Ns, double P99Ns, double MaxNs)
{
    /// <summary>The spread of the whole stall of each request.</summary>
    internal static StallSpread Of(IEnumerable<RequestRecord> requests)
    {
        long[] stalls = [.. requests.Select(r => r.Stall.TotalNs).Order()];
        double At(double percent) =>
            stalls.Length == 0 ? double.NaN : Percentile.Of(stalls, percent);
        return new StallSpread(At(50), At(95), At(99), At(100));
    }
}
