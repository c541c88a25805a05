namespace FragSim.Traces.Ftrace;

/// <summary>What a recorded kernel's rounds of one kind of work, compaction or direct reclaim,
/// cost: each from its first event to its last.</summary>
public sealed class RoundTally
{
    private readonly long[] byStatus = new long[FtraceNames.Statuses.Count];

    /// <summary>Events of the work, begins and ends.</summary>
    public long Events { get; internal set; }

    /// <summary>Rounds whose begin and end are both there.</summary>
    public long Rounds { get; internal set; }

    /// <summary>How long they lasted together.</summary>
    public long Ns { get; internal set; }

    /// <summary>Begins without an end and ends without a begin.</summary>
    public long Unpaired { get; internal set; }

    /// <summary>Rounds that began as synchronous ones.</summary>
    public long Sync { get; internal set; }

    /// <summary>Pages that were reclaimed.</summary>
    public long Pages { get; internal set; }

    /// <summary>Rounds by how they ended, the most frequent first.</summary>
    public IReadOnlyList<(string Status, long Rounds)> ByStatus =>
        [.. FtraceNames.Statuses.Zip(byStatus).Where(s => s.Second > 0)
            .OrderByDescending(s => s.Second).ThenBy(s => s.First, StringComparer.Ordinal)];

    internal void Ended(byte status) => byStatus[status]++;
}
