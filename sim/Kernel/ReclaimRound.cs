namespace FragSim.Sim.Kernel;

/// <summary>The rounds of one call for direct reclaim: of rising urgency until a cluster is freed;
/// if nothing is and active pages were spared, all of them again, without sparing those
/// (<c>do_try_to_free_pages</c>, <c>mm/vmscan.c</c>).</summary>
public struct ReclaimRound
{
    private int done;

    /// <summary>From 12 down to 0, the most urgent.</summary>
    public readonly int Priority => Reclaimer.FirstPriority + 1 - done;

    /// <summary>Active pages age, few as they may be (<c>force_deactivate</c>).</summary>
    public bool Ages { get; private set; }

    /// <summary>Goes on to the next round.</summary>
    /// <param name="reclaimer">The reclaimer at work.</param>
    /// <param name="got">Pages reclaimed so far in all rounds.</param>
    /// <returns>False when there is none.</returns>
    public bool Begin(Reclaimer reclaimer, long got)
    {
        if (done == 0)
            reclaimer.SparedActive = false;
        if (got >= Reclaimer.Cluster)
            return false;
        if (++done <= Reclaimer.FirstPriority + 1)
            return true;
        if (got > 0 || Ages || !reclaimer.SparedActive)
            return false;
        Ages = true;
        done = 1;
        return true;
    }
}
