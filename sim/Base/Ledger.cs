namespace FragSim.Sim.Base;

/// <summary>What one actor (a caller, or a background thread) has spent and done so far. The
/// machine charges whichever ledger is open.</summary>
public sealed class Ledger
{
    /// <summary>What was waited for, by cause, in ns; the machine adds to it.</summary>
    internal Stall Stall;

    /// <summary>What was waited for so far, by cause, in ns.</summary>
    public ref readonly Stall Spent => ref Stall;

    /// <summary>Frames that scanners looked at.</summary>
    public long Scanned { get; internal set; }

    /// <summary>Base pages migrated.</summary>
    public long Migrated { get; internal set; }

    /// <summary>Base pages reclaimed.</summary>
    public long Reclaimed { get; internal set; }

    /// <summary>Where the page of the last request came from.</summary>
    public GrantPath Path { get; internal set; }

    /// <summary>Why the last request was refused.</summary>
    public FailureCause Failure { get; internal set; }

    /// <summary>Says where the page of this request comes from.</summary>
    public void Grant(GrantPath path) => Path = path;

    /// <summary>Says why this request is refused, should nothing else serve it.</summary>
    public void Refuse(FailureCause cause) => Failure = cause;

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

    public void ChargeScan(CostModel costs, long frames)
    {
        Scanned += frames;
        Stall.ScanNs += frames * costs.ScanFrameNs;
    }

    public void ChargeIsolate(CostModel costs, long pages) =>
        Stall.ScanNs += pages * costs.IsolateNs;

    public void ChargeMigrate(CostModel costs, int order)
    {
        Migrated += Order.Pages(order);
        Stall.MigrateNs += costs.MigrateNs << order;
    }

    public void ChargeReclaim(CostModel costs, long pages)
    {
        Reclaimed += pages;
        Stall.ReclaimNs += pages * costs.ReclaimNs;
    }
}
