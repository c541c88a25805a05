using FragSim.Sim.Base;

namespace FragSim.Sim.Events;

/// <summary>What a workload may ask of the machine.</summary>
public enum EventOp : byte
{
    /// <summary>Allocate a block of <see cref="PageEvent.Order"/> and call it
    /// <see cref="PageEvent.Id"/>.</summary>
    Alloc,
    /// <summary>Free the block of that id. A block that reclaim already freed is skipped and
    /// counted.</summary>
    Free,
    /// <summary>A measured huge-page request; everything about it goes to requests.csv.</summary>
    Request,
    /// <summary>Pin a block for long (<c>FOLL_LONGTERM</c>): it cannot be moved until unpinned.
    /// </summary>
    Pin,
    /// <summary>End the pin of a block: it can be moved again.</summary>
    Unpin,
    /// <summary>Use a page: sets its reference bit; misses if it was reclaimed.</summary>
    Touch,
    /// <summary>Write to a page: it must be written back before it can be dropped.</summary>
    Dirty,
    /// <summary>Writeback of the page ends: it is clean again.</summary>
    Clean,
    /// <summary>A phase begins; Id is an index into the workload's names.</summary>
    Phase,
    /// <summary>A snapshot is due; Id is an index into the workload's names.</summary>
    Snapshot,
    /// <summary>The user asks for compaction of all zones (<c>vm.compact_memory</c>).</summary>
    CompactMemory,
    /// <summary>The user drops all clean page cache (<c>vm.drop_caches</c>).</summary>
    DropCaches,
    /// <summary>Time passes and nothing else happens.</summary>
    Idle,
    /// <summary>The recorded kernel's kswapd begins to work, for blocks of Order: per-CPU lists are
    /// kept short until it sleeps.</summary>
    KswapdRuns,
    /// <summary>The recorded kernel's kswapd goes back to sleep, and leaves blocks of Order to
    /// kcompactd.</summary>
    KswapdSleeps,
    /// <summary>The recorded kernel's kcompactd looks whether there is something to do.</summary>
    KcompactdLooks,
    /// <summary>The recorded kcompactd made a step of its work.</summary>
    KcompactdWorks,
    /// <summary>The recorded kcompactd goes back to sleep.</summary>
    KcompactdSleeps,
    /// <summary>The recorded kernel made a step of its compaction for the request under way.
    /// </summary>
    RequestWorks,
    /// <summary>The recorded kernel has reclaimed for the request under way; Id is the number of
    /// pages on LRU lists that it looked at, Page that of its rounds over a zone.</summary>
    RequestReclaimed,
    /// <summary>The recorded kernel begins to compact synchronously for the request under way.
    /// </summary>
    RequestSyncs,
    /// <summary>The recorded request under way is over.</summary>
    RequestEnds,
    /// <summary>The recorded task has made all its requests; those that wait here are asked
    /// now.</summary>
    RequestsOver,
    /// <summary>A recorded task has reclaimed for what it is about to allocate: order, mobility and
    /// effort say what.</summary>
    TaskReclaimed,
    /// <summary>Recorded reclaim has taken the page off its LRU list; its free comes later.
    /// </summary>
    ReclaimIsolates,
}

/// <summary>How hard an allocation may try, in the kernel's terms.</summary>
[Flags]
public enum Effort : ushort
{
    /// <summary>Free lists only; neither reclaim nor compaction.</summary>
    None = 0,
    /// <summary>May reclaim and compact in the caller (<c>__GFP_DIRECT_RECLAIM</c>).</summary>
    Direct = 1,
    /// <summary>Wakes kswapd (<c>__GFP_KSWAPD_RECLAIM</c>).</summary>
    Kswapd = 2,
    /// <summary>One round only (<c>__GFP_NORETRY</c>).</summary>
    NoRetry = 4,
    /// <summary>Tries again while there is progress (<c>__GFP_RETRY_MAYFAIL</c>).</summary>
    RetryMayFail = 8,
    /// <summary>May use the reserve below the min watermark (<c>__GFP_HIGH</c>).</summary>
    High = 16,
    /// <summary>Cannot sleep, and so may use reserves that others may not
    /// (<c>GFP_ATOMIC</c>, <c>ALLOC_HARDER</c>).</summary>
    Atomic = 32,
    /// <summary>The caller waits for the page to be zeroed (<c>__GFP_ZERO</c>, THP faults).
    /// </summary>
    Zero = 64,
    /// <summary>Served by the hugetlb pool when the machine has one.</summary>
    Hugetlb = 128,
    /// <summary>A transparent huge page: first tried lightly (<c>vma_alloc_folio</c> with
    /// <c>__GFP_THISNODE | __GFP_NORETRY</c>), then with all that is allowed.</summary>
    Thp = 256,
    /// <summary>Not from a zone for movable pages only: <c>__GFP_MOVABLE</c> without
    /// <c>__GFP_HIGHMEM</c>.</summary>
    LowZones = 512,
    /// <summary>The highest free block, as what is allocated first at boot has it.</summary>
    AtTop = 1024,
    /// <summary>The recorded task had to reclaim for it, and what it freed is free by now.
    /// </summary>
    AfterReclaim = 2048,

    /// <summary>An ordinary kernel or user allocation.</summary>
    Normal = Direct | Kswapd,
}

/// <summary>Where an event comes from, when that matters.</summary>
[Flags]
public enum EventFlags : ushort
{
    /// <summary>A plain event of the workload.</summary>
    None = 0,
    /// <summary>A free that the recorded kernel's reclaim made, not the workload.</summary>
    RecordedReclaim = 1,
    /// <summary>The page goes to an LRU list (page cache, anonymous memory).</summary>
    Lru = 2,
    /// <summary>The page is written to at once.</summary>
    Dirty = 4,
    /// <summary>The page is mlocked.</summary>
    Mlocked = 8,
    /// <summary>With <see cref="RecordedReclaim"/>: not kswapd's, but made by a task in direct
    /// reclaim, for what it asks next.</summary>
    DirectReclaim = 16,
    /// <summary>A request that others are served during, up to
    /// <see cref="EventOp.RequestEnds"/>.</summary>
    Lasts = 32,
    /// <summary>A request of a task that gives up once many in a row have failed.</summary>
    GivesUp = 64,
    /// <summary>Reclaim that found nothing to take; what was freed during it, others freed.
    /// </summary>
    InVain = 128,
    /// <summary>A free by an interrupt that found the per-CPU lists locked: it goes past them.
    /// </summary>
    PastPcp = 256,
    /// <summary>An allocation or free of the task that makes the requests.</summary>
    Requester = 512,
}

/// <summary>
/// One step of a workload: 24 bytes, no references, so that streams of them cost nothing to hold.
/// </summary>
/// <remarks>Times are simulated nanoseconds and never go back. Ids are dense: a workload recycles
/// those it has freed, because the machine keeps four bytes for each.</remarks>
public struct PageEvent
{
    /// <summary>When it happens, in ns from the start.</summary>
    public long TimeNs;
    /// <summary>The block, chosen by the workload; of a phase or a snapshot, the index of its name.
    /// </summary>
    public uint Id;
    /// <summary>What is done.</summary>
    public EventOp Op;
    /// <summary>Of an allocation or a request, the block's. Of a free, how many blocks go as one:
    /// above 0, those of order 0 with 2^order ids in a row from <see cref="Id"/>.</summary>
    public byte Order;
    /// <summary>Unmovable, movable or reclaimable.</summary>
    public MigrateType Mobility;
    /// <summary>What an allocated page is used for.</summary>
    public PageSource Source;
    /// <summary>How hard an allocation or a request may try.</summary>
    public Effort Effort;
    /// <summary>State of an allocated page, or the origin of a free.</summary>
    public EventFlags Flags;
    /// <summary>Which page of memory as processes and files see it: pages whose numbers follow each
    /// other are neighbours, and a number that is a multiple of a huge page begins one. A hint to
    /// strategies that place neighbours together; 0 when not known.</summary>
    public uint Page;
}
