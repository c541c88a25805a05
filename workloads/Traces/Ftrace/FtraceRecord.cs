using FragSim.Sim.Base;

namespace FragSim.Traces.Ftrace;

/// <summary>What a trace line tells.</summary>
internal enum FtraceKind : byte
{
    /// <summary>An event that is passed over.</summary>
    Other,
    /// <summary>A blank line, a comment, or what a tool prints before the events.</summary>
    Header,
    /// <summary>A line of a call chain.</summary>
    Stack,
    /// <summary>A line of the function_graph tracer, which has neither task nor time.</summary>
    Graph,
    /// <summary>Text that is no event.</summary>
    Text,
    Alloc,
    AllocFailed,
    Free,
    /// <summary>Repeats a <see cref="Free"/> of the same page.</summary>
    FreeBatched,
    /// <summary>A page leaves the buddy for a per-CPU list.</summary>
    ZoneLocked,
    PcpuDrain,
    Extfrag,
    /// <summary>Compaction takes a free block out of the buddy.</summary>
    IsolateFree,
    /// <summary>A page moves from <see cref="FtraceRecord.OldPfn"/> to
    /// <see cref="FtraceRecord.Pfn"/>.</summary>
    Migrate,
    Split,
    SetPageblock,
    DirectReclaimBegin,
    DirectReclaimEnd,
    /// <summary>Reclaim took a batch off an inactive list: <see cref="FtraceRecord.Scanned"/>.
    /// </summary>
    ShrinkInactive,
    KswapdWake,
    /// <summary>A task wakes kswapd, which was asleep.</summary>
    WakeupKswapd,
    KswapdSleep,
    /// <summary>A run of compaction over a zone begins, <see cref="FtraceRecord.Sync"/> or not.
    /// </summary>
    CompactionBegin,
    CompactionEnd,
    /// <summary>The migrate scanner is through with a pageblock, or has a cluster of pages.
    /// </summary>
    IsolateMigrate,
    /// <summary>A zone was asked whether compaction is worth it, and was
    /// <see cref="FtraceRecord.Unsuitable"/> or not.</summary>
    Suitable,
    KcompactdSleep,
    WakeupKcompactd,
    /// <summary>Another event of <c>compaction/</c>, <c>migrate/</c> or <c>vmscan/</c>.</summary>
    Background,
    /// <summary>A mark in <see cref="FtraceRecord.Text"/>.</summary>
    Mark,
    /// <summary>The ring overran: <see cref="FtraceRecord.Lost"/> events are missing.</summary>
    Lost,
}

internal enum FtraceTask : byte { Other, Kswapd, Kcompactd }

/// <summary>One parsed line. Fields that its kind does not have keep an earlier line's value.
/// </summary>
internal struct FtraceRecord
{
    public FtraceKind Kind;
    public FtraceTask Task;
    public byte Order;
    /// <summary>Of <see cref="FtraceKind.Extfrag"/>: the pageblock changes its type.</summary>
    public bool ChangesOwnership;
    /// <summary>Of <see cref="FtraceKind.CompactionBegin"/>.</summary>
    public bool Sync;
    public bool Unsuitable;
    /// <summary>Of <see cref="FtraceKind.Suitable"/>: the zone's place among all there may be, from
    /// low to high addresses.</summary>
    public byte Zone;
    public MigrateType Mobility;
    public int Pid;
    public uint Pfn;
    public uint OldPfn;
    public GfpFlags Gfp;
    public long TimeNs;
    public long Lost;
    public uint Scanned;
    /// <summary>Of <see cref="FtraceKind.DirectReclaimEnd"/>: pages.</summary>
    public uint Reclaimed;
    /// <summary>Of <see cref="FtraceKind.DirectReclaimEnd"/>: whether it took anything, or found
    /// nothing to be done.</summary>
    public bool Progress;
    /// <summary>Of <see cref="FtraceKind.CompactionEnd"/>: how it ended, a place in
    /// <see cref="FtraceNames.Statuses"/>.</summary>
    public byte Status;
    /// <summary>Of <see cref="FtraceKind.Free"/>: by an event of kernels before 3.3, which may
    /// write one free twice.</summary>
    public bool MayRepeat;
    /// <summary>In an interrupt that came while the per-CPU lists of some zone were locked.
    /// </summary>
    public bool InPcpLock;
    /// <summary>A step of compaction: pages were isolated, or targets for them, or one that was
    /// moved has left its old frame. The reader of the trace says so.</summary>
    public bool Compacts;
    /// <summary>The words of a mark after <c>ORACLE</c>; null in every other kind.</summary>
    public string? Text;
}
