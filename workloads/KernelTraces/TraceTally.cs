namespace FragSim.Workloads.KernelTraces;

/// <summary>What became of the events of a kernel's trace: what was used, what could not be, and
/// why.</summary>
public sealed record TraceTally
{
    /// <summary>Lines or entries read.</summary>
    public long Read { get; internal set; }
    public long Allocs { get; internal set; }
    public long Frees { get; internal set; }
    /// <summary>Huge pages that were asked for, the refused ones included.</summary>
    public long Requests { get; internal set; }
    /// <summary>Allocations below the huge page that the kernel itself refused.</summary>
    public long FailedAllocs { get; internal set; }
    /// <summary>Frees of blocks that were allocated before the trace began, or without an event:
    /// bulk allocations, and the new places of pages that were moved.</summary>
    public long FreesOfUnseen { get; internal set; }
    /// <summary>Frees of a part of a block; the block goes with its last page.</summary>
    public long PartialFrees { get; internal set; }
    /// <summary>Blocks allocated where another one was still in use: its free has no event.
    /// </summary>
    public long SilentFrees { get; internal set; }
    /// <summary>Blocks that compaction moved to a place that no event names.</summary>
    public long Moved { get; internal set; }
    /// <summary>Frees of unseen blocks that were taken for those of moved ones.</summary>
    public long Rematched { get; internal set; }
    /// <summary>Events that were older than the ones already passed on; they were given the time of
    /// those.</summary>
    public long OutOfOrder { get; internal set; }
    /// <summary>Marks of lost events.</summary>
    public long LostMarks { get; internal set; }
    /// <summary>Events that were lost, as far as the marks say.</summary>
    public long LostEvents { get; internal set; }
    /// <summary>Events that are of no use here.</summary>
    public long OtherEvents { get; internal set; }
}
