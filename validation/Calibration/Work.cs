namespace FragSim.Validation.Calibration;

/// <summary>Kinds of work that trace events count.</summary>
public enum Work
{
    /// <summary>Frames that the two scanners of compaction looked at.</summary>
    FramesScanned,
    /// <summary>Pages that migration moved.</summary>
    PagesMigrated,
    /// <summary>Pages that compaction isolated and did not move.</summary>
    PagesPutBack,
    /// <summary>Free blocks that compaction isolated for the pages it moves.</summary>
    FreeBlocksIsolated,
    /// <summary>Zones that compaction worked on.</summary>
    CompactionRuns,
    /// <summary>Calls for direct compaction, most of which are put off.</summary>
    CompactionCalls,
    /// <summary>Pages of an inactive list that reclaim looked at.</summary>
    LruScanned,
    /// <summary>Those of them that it put onto the active list.</summary>
    LruActivated,
    /// <summary>Those of them that it freed.</summary>
    PagesReclaimed,
    /// <summary>Batches in which it isolated them from the list.</summary>
    LruBatches,
    /// <summary>Pages that it wrote out.</summary>
    PagesWritten,
    /// <summary>Blocks of another migrate type that were fallen back on.</summary>
    Fallbacks,
    /// <summary>Blocks that went from the per-CPU lists to the buddy.</summary>
    PcpDrained,
    /// <summary>Blocks that left the buddy.</summary>
    BuddyTakes,
    /// <summary>Pages of huge blocks that left the buddy.</summary>
    HugePagesTaken,
    /// <summary>Zones that a round of direct reclaim went over.</summary>
    ReclaimRounds,
}

/// <summary>A huge-page request of a recording, and what the kernel did for it.</summary>
/// <param name="Phase">As in the marks of the trace.</param>
/// <param name="Method"><c>thp</c>, <c>nr_hugepages</c> and so on.</param>
/// <param name="Granted">Whether it got a huge page.</param>
/// <param name="LatencyNs">As the requester measured it.</param>
/// <param name="Disturbed">Another task did something meanwhile, so that the latency has its time
/// in it.</param>
/// <param name="Done">How much of each kind of <see cref="Work"/>.</param>
public sealed record MeasuredRequest(string Phase, string Method, bool Granted, long LatencyNs,
    bool Disturbed, IReadOnlyList<long> Done)
{
    /// <summary>Number of kinds of <see cref="Work"/>: the length of <see cref="Done"/>.</summary>
    public static int Kinds { get; } = Enum.GetValues<Work>().Length;

    /// <summary>How much of one kind was done.</summary>
    public long Of(Work work) => Done[(int)work];
}
