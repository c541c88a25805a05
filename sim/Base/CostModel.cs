namespace FragSim.Sim.Base;

/// <summary>
/// All prices of the model, in nanoseconds, printed with every result. Defaults follow
/// measurements on a 6.18 kernel (Xeon VM) where marked [M], published ones where cited, and are
/// estimates otherwise; every one can be set.
/// </summary>
public sealed record CostModel
{
    /// <summary>Taking a block from the free lists: the constant that is part of no stall.
    /// </summary>
    public long AllocateNs { get; init; } = 300;

    /// <summary>A fallback: finding, claiming or stealing a block of another type.</summary>
    public long FallbackNs { get; init; } = 2_000;

    /// <summary>Giving one block of a per-CPU list back to the buddy when the lists are drained.
    /// An estimate: <c>calibrate</c> finds 0.17 of a move in recordings, and the tracing of each
    /// block is in that.</summary>
    public long DrainNs { get; init; } = 200;

    /// <summary>Taking one block from the buddy when a per-CPU list that was drained is filled
    /// again. An estimate as for draining: 0.16 of a move, traced.</summary>
    public long RefillNs { get; init; } = 200;

    /// <summary>Looking at one page of a huge block as it leaves the buddy
    /// (<c>check_new_pages</c>): a cache line. An estimate.</summary>
    public long CheckPageNs { get; init; } = 4;

    /// <summary>One call for direct compaction: whether any zone is worth it. An estimate: 1.1
    /// moves in recordings.</summary>
    public long CompactCallNs { get; init; } = 2_500;

    /// <summary>Compaction of one zone, beyond what it scans and moves: pages on their way to the
    /// LRU lists, and on per-CPU lists, are gathered. An estimate: 5.5 moves in recordings.
    /// </summary>
    public long CompactZoneNs { get; init; } = 13_500;

    /// <summary>Scanning one frame for isolation; a free block counts once. 6.8 ns [M].</summary>
    public long ScanFrameNs { get; init; } = 7;

    /// <summary>Isolating a page and putting it back when it was not moved.</summary>
    public long IsolateNs { get; init; } = 150;

    /// <summary>Moving one base page: unmap, copy, remap. 2.1-4.0 us [M].</summary>
    public long MigrateNs { get; init; } = 2_500;

    /// <summary>Scanning one page of an LRU list.</summary>
    public long LruScanNs { get; init; } = 100;

    /// <summary>One round of direct reclaim over one zone, beyond the pages it looks at: sizes of
    /// lists, shrinkers (<c>shrink_node</c>). An estimate: 1.4 moves in recordings.</summary>
    public long ReclaimRoundNs { get; init; } = 3_500;

    /// <summary>Dropping one clean page of the page cache.</summary>
    public long ReclaimNs { get; init; } = 500;

    /// <summary>Waiting for one dirty page to be written: 0.1 ms on an SSD.</summary>
    public long WritebackNs { get; init; } = 100_000;

    /// <summary>Writing one anonymous page to swap.</summary>
    public long SwapNs { get; init; } = 100_000;

    /// <summary>Reading one page that the cache had lost.</summary>
    public long CacheMissNs { get; init; } = 100_000;

    /// <summary>Zeroing a base page.</summary>
    public long ZeroBaseNs { get; init; } = 300;

    /// <summary>Zeroing 2 MiB: 210-380 us cold [M].</summary>
    public long ZeroHugeNs { get; init; } = 200_000;

    /// <summary>Preparing a page for the hugetlb pool, which is zeroed only when it is mapped. An
    /// estimate: 3.1 moves in recordings.</summary>
    public long PoolPageNs { get; init; } = 7_500;

    /// <summary>Zeroing a block of an order.</summary>
    public long ZeroNs(int order) => order < Order.Huge
        ? ZeroBaseNs << order
        : ZeroHugeNs << (order - Order.Huge);
}
