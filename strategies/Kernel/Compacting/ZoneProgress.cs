using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>What compaction remembers of a zone between runs (<c>struct zone</c>:
/// <c>compact_cached_*</c>, <c>compact_considered</c>, <c>compact_defer_shift</c>,
/// <c>compact_order_failed</c>).</summary>
internal sealed class ZoneProgress
{
    /// <summary>Tries are skipped at most 63 times of 64
    /// (<c>COMPACT_MAX_DEFER_SHIFT</c>).</summary>
    private const int MaxDeferShift = 6;

    private int considered;
    private int deferShift;
    private int orderFailed;

    public ZoneProgress(Zone zone) => Zone = zone;

    public Zone Zone { get; }

    /// <summary>Where the migrate scanner goes on: asynchronous runs.</summary>
    public uint MigratePfnAsync { get; set; }

    /// <summary>Where the migrate scanner goes on: synchronous runs.</summary>
    public uint MigratePfnSync { get; set; }

    /// <summary>Where the free scanner goes on.</summary>
    public uint FreePfn { get; set; }

    /// <summary>Where the migrate scanner began when skip bits were last cleared; 0 before.
    /// </summary>
    public uint InitMigratePfn { get; set; }

    /// <summary>Where the free scanner began when all was last reset.</summary>
    public uint InitFreePfn { get; set; }

    /// <summary>A direct run went over all; skip bits are cleared when kswapd next sleeps.
    /// </summary>
    public bool FlushSkips { get; set; }

    /// <summary>Should a try of this order be put off? Counts the try
    /// (<c>compaction_deferred</c>).</summary>
    public bool IsDeferred(int order)
    {
        if (order < orderFailed)
            return false;
        if (++considered < 1 << deferShift)
            return true;
        considered = 1 << deferShift;
        return false;
    }

    /// <summary>A run failed: the next tries are put off, twice as many each time
    /// (<c>defer_compaction</c>).</summary>
    public void Defer(int order)
    {
        considered = 0;
        deferShift = Math.Min(deferShift + 1, MaxDeferShift);
        orderFailed = Math.Min(orderFailed, order);
    }

    /// <summary>A run succeeded (<c>compaction_defer_reset</c>).</summary>
    /// <param name="order">Order that the run was for.</param>
    /// <param name="allocated">The request was granted, too.</param>
    public void Succeeded(int order, bool allocated)
    {
        if (allocated)
        {
            considered = 0;
            deferShift = 0;
        }
        orderFailed = Math.Max(orderFailed, order + 1);
    }

    /// <summary>Is this the first try after the longest deferral?
    /// (<c>compaction_restarting</c>)</summary>
    public bool IsRestarting(int order) => order >= orderFailed
        && deferShift == MaxDeferShift && considered >= 1 << deferShift;

    /// <summary>Goes on as a recorded kernel would.</summary>
    public void Resume(StartCompaction start)
    {
        considered = start.Considered;
        deferShift = start.DeferShift;
        orderFailed = start.OrderFailed;
        FlushSkips = start.FlushSkips;
        MigratePfnAsync = MigratePfnSync = start.MigratePfn ?? MigratePfnAsync;
        FreePfn = start.FreePfn ?? FreePfn;
    }

    /// <summary>Both scanners begin at the ends again (<c>reset_cached_positions</c>).</summary>
    public void ResetPositions()
    {
        MigratePfnAsync = Zone.Start;
        MigratePfnSync = Zone.Start;
        FreePfn = Pfn.Head(Zone.End - 1, Zone.Pageblocks.BlockOrder);
    }
}
