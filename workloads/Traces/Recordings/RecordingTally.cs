namespace FragSim.Traces.Recordings;

/// <summary>What became of the events of a recording: what was used, and what could not be.
/// </summary>
public sealed record RecordingTally
{
    /// <summary>Lines read, header included.</summary>
    public long Lines { get; internal set; }
    /// <summary>Events passed on to the simulation.</summary>
    public long Events { get; internal set; }
    /// <summary>Allocations outside requests that were passed on.</summary>
    public long Allocs { get; internal set; }
    /// <summary>Frees passed on, those that the trace leaves out and the reader infers included.
    /// </summary>
    public long Frees { get; internal set; }
    /// <summary>Huge-page requests passed on, granted or refused.</summary>
    public long Requests { get; internal set; }
    /// <summary>Frees that reclaim made.</summary>
    public long ReclaimFrees { get; internal set; }
    /// <summary>Pages that migration moved; the id goes along.</summary>
    public long Migrated { get; internal set; }
    /// <summary>Frees of pages that migration had left.</summary>
    public long MigratedFrees { get; internal set; }
    /// <summary>Pages that compaction isolated from the buddy and gave back unused.</summary>
    public long IsolatedReturned { get; internal set; }
    /// <summary>Frees of huge pages that a request was given; requests are freed at the end of
    /// their phase.</summary>
    public long RequestFrees { get; internal set; }
    /// <summary>Huge-page allocations of a request, granted or not.</summary>
    public long RequestAttempts { get; internal set; }
    /// <summary>Failed allocations outside requests.</summary>
    public long FailedAllocs { get; internal set; }
    /// <summary>Pages that no event allocated: bulk allocations have none.</summary>
    public long SilentAllocPages { get; internal set; }
    /// <summary>Migrations of pages that no event allocated.</summary>
    public long SilentMigrated { get; internal set; }
    /// <summary>Pages that were allocated, isolated or migrated onto while they were in use: their
    /// free has no event.</summary>
    public long SilentFreePages { get; internal set; }
    /// <summary>Frees of a part of a block; the block goes with its last page.</summary>
    public long PartialFrees { get; internal set; }
    /// <summary>Events that the ring buffer lost.</summary>
    public long LostEvents { get; internal set; }
    /// <summary>Events of a name that the reader does not know.</summary>
    public long UnknownEvents { get; internal set; }
    /// <summary>Marks of the recorder that the reader does not know.</summary>
    public long UnknownMarks { get; internal set; }

    /// <summary>All of it in one line.</summary>
    public string Summary => FormattableString.Invariant(
        $"{Lines} lines: {Allocs} allocations, {Frees} frees ({ReclaimFrees} by reclaim), ")
        + FormattableString.Invariant($"{Requests} requests, {Migrated} pages migrated; without ")
        + FormattableString.Invariant($"an event {SilentAllocPages} pages allocated and ")
        + FormattableString.Invariant($"{SilentFreePages} freed; {PartialFrees} partial frees, ")
        + FormattableString.Invariant($"{FailedAllocs} failed allocations, {LostEvents} lost and ")
        + FormattableString.Invariant($"{UnknownEvents} unknown events");
}
