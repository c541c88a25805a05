namespace FragSim.Sim.Base;

/// <summary>What one actor (a caller, or a background thread) has spent and done so far. The
/// machine charges whichever ledger is open.</summary>
public sealed class Ledger
{
    /// <summary>Time spent, in ns, by cause; the machine adds to it.</summary>
    internal Stall Stall;

    /// <summary>Time spent so far, in ns, by cause.</summary>
    public ref readonly Stall Spent => ref Stall;

    /// <summary>Frames that compaction and other searches looked at; LRU scans are not in it.
    /// </summary>
    public long Scanned { get; internal set; }

    /// <summary>Base pages moved.</summary>
    public long Migrated { get; internal set; }

    /// <summary>Base pages freed by reclaim.</summary>
    public long Reclaimed { get; internal set; }

    /// <summary>How the request under way was granted; None before it is.</summary>
    public GrantPath Path { get; internal set; }

    /// <summary>Why the request under way was refused, as the strategy says; None if it says
    /// nothing.</summary>
    public FailureCause Failure { get; internal set; }

    /// <summary>Says where the page of this request comes from.</summary>
    public void Grant(GrantPath path) => Path = path;

    /// <summary>Says why this request is refused, should nothing else serve it.</summary>
    public void Refuse(FailureCause cause) => Failure = cause;

    /// <summary>Sets everything to zero and None: the actor's next piece of work begins.</summary>
    public void Clear()
    {
        Stall = default;
        Scanned = 0;
        Migrated = 0;
        Reclaimed = 0;
        Path = GrantPath.None;
        Failure = FailureCause.None;
    }

    /// <summary>A search of the lists of other types for a block
    /// (<c>__rmqueue_fallback</c>), under the zone's lock.</summary>
    public void ChargeFallback(CostModel costs) => Stall.LockNs += costs.FallbackNs;

    /// <summary>A call of direct compaction, before its first zone
    /// (<c>try_to_compact_pages</c>).</summary>
    public void ChargeCompactCall(CostModel costs) => Stall.ScanNs += costs.CompactCallNs;

    /// <summary>The work for one zone before its first frame (<c>compact_zone</c>).</summary>
    public void ChargeCompactZone(CostModel costs) => Stall.ScanNs += costs.CompactZoneNs;

    /// <summary>A call of reclaim, before its first page: once for each zone
    /// (<c>shrink_node</c>).</summary>
    /// <param name="costs">The prices.</param>
    /// <param name="zones">Zones it may reclaim from.</param>
    public void ChargeReclaimRound(CostModel costs, int zones) =>
        Stall.ReclaimNs += zones * costs.ReclaimRoundNs;

    /// <summary>One page looked at on an LRU list.</summary>
    /// <param name="costs">The prices.</param>
    public void ChargeLruScan(CostModel costs) => Stall.ReclaimNs += costs.LruScanNs;

    /// <summary>Charges a look at so many frames to <see cref="StallCause.Scan"/>.</summary>
    public void ChargeScan(CostModel costs, long frames)
    {
        Scanned += frames;
        Stall.ScanNs += frames * costs.ScanFrameNs;
    }

    /// <summary>Charges pages taken off their LRU lists to <see cref="StallCause.Scan"/>.</summary>
    public void ChargeIsolate(CostModel costs, long pages) =>
        Stall.ScanNs += pages * costs.IsolateNs;

    /// <summary>Charges the move of one block of an order: the price of a page times 2^order.
    /// </summary>
    internal void ChargeMigrate(CostModel costs, int order)
    {
        Migrated += Order.Pages(order);
        Stall.MigrateNs += costs.MigrateNs << order;
    }

    /// <summary>Charges so many reclaimed base pages to <see cref="StallCause.Reclaim"/>.</summary>
    internal void ChargeReclaim(CostModel costs, long pages)
    {
        Reclaimed += pages;
        Stall.ReclaimNs += pages * costs.ReclaimNs;
    }
}
