namespace FragSim.Sim.Kernel;

/// <summary>How a strategy has memory reclaimed.</summary>
[Flags]
public enum ReclaimPolicy : byte
{
    /// <summary>A refused huge request gets one round of direct reclaim, and kswapd looks after
    /// small blocks alone.</summary>
    Plain = 0,

    /// <summary><see cref="IStrategy.Rescue"/> reclaims as it sees fit: a refused huge request
    /// gets no further round.</summary>
    InRescue = 1,

    /// <summary>kswapd, woken for a huge page, reclaims what compaction needs to make one
    /// (<c>compact_gap</c>).</summary>
    KswapdMakesRoom = 2,

    /// <summary>kswapd, woken for a huge page, does not rest before every zone has one free, or
    /// nothing is left to reclaim (<c>all_zones_ok</c>, before Linux 2.6.38).</summary>
    KswapdPersists = 4,
}
