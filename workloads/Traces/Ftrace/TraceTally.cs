using FragSim.Sim.Base;

namespace FragSim.Traces.Ftrace;

/// <summary>What became of the events of a kernel's trace: what was used, what could not be, and
/// why.</summary>
public sealed record TraceTally
{
    /// <summary>Lines or entries read.</summary>
    public long Read { get; internal set; }
    /// <summary>Allocations passed on that are not huge-page requests.</summary>
    public long Allocs { get; internal set; }
    /// <summary>Frees passed on.</summary>
    public long Frees { get; internal set; }
    /// <summary>Huge pages that were asked for, the refused ones included.</summary>
    public long Requests { get; internal set; }
    /// <summary>Allocations of other sizes that the kernel itself refused.</summary>
    public long FailedAllocs { get; internal set; }
    /// <summary>What the kernel granted, by order; two attempts for one huge page are one request.
    /// </summary>
    public long[] GrantedByOrder { get; } = new long[Order.Gigantic + 1];
    /// <summary>What the kernel refused, by order; all 0 where the trace does not tell.</summary>
    public long[] RefusedByOrder { get; } = new long[Order.Gigantic + 1];
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
    /// <summary>Frees that a kernel before 3.3 wrote twice; the second was passed over.</summary>
    public long RepeatedFrees { get; internal set; }
    /// <summary>Compaction, from mm_compaction_begin to _end.</summary>
    public RoundTally Compaction { get; } = new();
    /// <summary>Direct reclaim, from mm_vmscan_direct_reclaim_begin to _end.</summary>
    public RoundTally Reclaim { get; } = new();
    /// <summary>Lines of call chains.</summary>
    public long StackLines { get; internal set; }
    /// <summary>Lines of the function_graph tracer, which have neither task nor time.</summary>
    public long GraphLines { get; internal set; }
    /// <summary>Lines that are no events.</summary>
    public long TextLines { get; internal set; }
    /// <summary>The number of the first of them; 0 when there is none.</summary>
    public long FirstTextLine { get; internal set; }
    /// <summary>Events that say nothing of what tasks asked for.</summary>
    public long OtherEvents => Others.Total;
    /// <summary>The same by name.</summary>
    internal EventNames Others { get; } = new();
}
