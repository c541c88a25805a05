using FragSim.Sim.Base;
using FragSim.Sim.Events;

namespace FragSim.Traces.Events;

/// <summary>Columns and words of the CSV format; each list is in the order of its enumeration.
/// </summary>
internal static class CsvWords
{
    public const int RequiredColumns = 5;

    public static readonly Spelling Columns = new("column",
        "time_ns", "op", "id", "order", "mobility", "source", "effort", "flags", "name",
        "page");

    public static readonly Spelling Ops = new("op",
        "alloc", "free", "request", "pin", "unpin", "touch", "dirty", "clean", "phase",
        "snapshot", "compact", "drop_caches", "idle", "kswapd_runs", "kswapd_sleeps",
        "kcompactd_looks", "kcompactd_works", "kcompactd_sleeps", "request_works",
        "request_reclaimed", "request_syncs", "request_ends",
        "requests_over", "task_reclaimed", "reclaim_isolates");

    public static readonly Spelling Mobilities = new("mobility",
        "unmovable", "movable", "reclaimable");

    public static readonly Spelling Sources = new("source",
        "kernel", "anon", "page_cache", "slab", "page_table", "stack", "network", "driver",
        "huge");

    /// <summary>Bit n of <see cref="Effort"/>.</summary>
    public static readonly Spelling Efforts = new("effort",
        "direct", "kswapd", "noretry", "retry_mayfail", "high", "atomic", "zero", "hugetlb",
        "thp", "low_zones", "at_top", "after_reclaim");

    /// <summary>Bit n of <see cref="EventFlags"/>.</summary>
    public static readonly Spelling Flags = new("flag",
        "recorded_reclaim", "lru", "dirty", "mlocked", "direct_reclaim", "lasts", "gives_up",
        "in_vain", "past_pcp", "requester");

    /// <summary>The event is about the whole machine and names no block.</summary>
    public static bool IsGlobal(EventOp op) => op
        is EventOp.CompactMemory or EventOp.DropCaches or EventOp.Idle
        or (>= EventOp.KswapdRuns and <= EventOp.TaskReclaimed);

    /// <summary>The event says of what order, mobility and so on a block is.</summary>
    public static bool HasKind(EventOp op) => op is EventOp.Alloc or EventOp.Request
        or EventOp.TaskReclaimed or EventOp.KswapdRuns or EventOp.KswapdSleeps;

    public static PageSource DefaultSource(EventOp op, MigrateType mobility) => mobility switch
    {
        _ when op == EventOp.Request => PageSource.Huge,
        MigrateType.Movable => PageSource.Anon,
        MigrateType.Reclaimable => PageSource.Slab,
        _ => PageSource.Kernel,
    };

    /// <summary>A request stands for a THP fault, whose caller waits for the zeroing.</summary>
    public static Effort DefaultEffort(EventOp op) =>
        op == EventOp.Request ? Effort.Direct | Effort.Zero | Effort.Thp : Effort.Normal;

    public static EventFlags DefaultFlags(PageSource source) =>
        source is PageSource.Anon or PageSource.PageCache ? EventFlags.Lru : EventFlags.None;
}
