namespace FragSim.Sim.Base;

/// <summary>What one actor (a caller, or a background thread) has spent and done so far. The
/// machine charges whichever ledger is open.</summary>
public sealed class Ledger
{
    public Stall Stall;
    public long Scanned;
    public long Migrated;
    public long Reclaimed;
    public GrantPath Path;
    public FailureCause Failure;

    public void Clear()
    {
        Stall = default;
        Scanned = 0;
        Migrated = 0;
        Reclaimed = 0;
        Path = GrantPath.None;
        Failure = FailureCause.None;
    }

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
