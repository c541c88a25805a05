using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>Looks on the free lists for blocks to empty and for targets, before the scanners go
/// over frames one by one (<c>fast_find_migrateblock</c>, <c>fast_isolate_freepages</c>, since
/// 5.1). The lists are turned so that the next search begins elsewhere.</summary>
internal static class FastSearch
{
    /// <summary>A pageblock near the migrate scanner that is partly free already.</summary>
    /// <returns>Where to go on; the scanner's own place when nothing was found.</returns>
    public static uint FindSource(CompactControl run)
    {
        Zone zone = run.Zone;
        uint at = run.MigratePfn;
        if (run.Task.Full || run.Task.Order <= Order.Costly
            || (at != zone.Start && !Pfn.IsAligned(at, zone.Pageblocks.BlockOrder))
            || (run.Task.Direct && zone.Grouping && run.Task.Type != MigrateType.Movable))
            return at;
        uint distance = (run.FreePfn - at) >> 1;
        if (at != zone.Start)
            distance >>= 2;
        uint high = Pfn.Head(at + distance, zone.Pageblocks.BlockOrder);
        int limit = run.FreeListScanLimit;
        int scanned = 0;
        uint found = Pfn.None;
        for (int order = run.Task.Order - 1;
            order >= Order.Costly && found == Pfn.None && scanned < limit; order--)
            found = FindSourceOf(run, order, high, limit, ref scanned);
        run.Machine.Ledger.ChargeScan(run.Machine.Costs, scanned);
        run.Machine.Counters[VmCounter.CompactMigrateScanned] += scanned;
        if (found != Pfn.None)
        {
            run.FastSearchFails = 0;
            zone.Pageblocks.SetSkip(found, true);
            return Math.Max(Pfn.Head(found, zone.Pageblocks.BlockOrder), zone.Start);
        }
        run.FastSearchFails++;
        return Restart(run);
    }

    private static uint FindSourceOf(
        CompactControl run, int order, uint high, int limit, ref int scanned)
    {
        FreeLists free = run.Zone.Free;
        MigrateType type = run.Zone.MovableList;
        if (order > Order.MaxBuddy)
            return Pfn.None;
        uint list = free.List(order, type);
        Frames frames = run.Machine.Frames;
        for (uint pfn = frames.First(list); pfn != list; pfn = frames.Next(pfn))
        {
            if (scanned++ >= limit)
            {
                run.Zone.TurnList(pfn, first: false);
                return Pfn.None;
            }
            if (pfn >= high || run.Zone.Pageblocks.IsSkipped(pfn))
                continue;
            run.Zone.TurnList(pfn, first: false);
            if (run.FastStart != 0)
                run.FastStart = Math.Min(run.FastStart, pfn);
            return pfn;
        }
        return Pfn.None;
    }

    /// <summary>Once nothing is found any more, the scanner begins at the lowest block that was
    /// (<c>reinit_migrate_pfn</c>).</summary>
    private static uint Restart(CompactControl run)
    {
        if (run.FastStart is not (0 or Pfn.None))
        {
            run.MigratePfn = run.FastStart;
            run.FastStart = 0;
        }
        return run.MigratePfn;
    }

    /// <summary>Targets from the tails of the movable lists, near the free scanner.</summary>
    public static void FindTargets(CompactControl run)
    {
        if (run.Task.Order <= 0)
            return;
        Zone zone = run.Zone;
        var search = new TargetSearch(run);
        run.SearchOrder = Math.Min(run.Task.Order - 1, run.SearchOrder);
        uint found = Pfn.None;
        for (int order = run.SearchOrder; found == Pfn.None && order >= 0;
            order = NextOrder(run, order))
        {
            if (order <= Order.MaxBuddy && zone.Free.CountOfOrder(order) > 0)
                found = search.Try(order);
            // The next search begins one order further down.
            if (search.Aborted)
                order = run.SearchOrder + 1;
        }
        search.Charge();
        if (found == Pfn.None)
            found = search.Missed();
        search.RememberHighest();
        if (found != Pfn.None)
            IsolateAround(run, found);
    }

    /// <summary>One order down, round and round, each search beginning where the last ended
    /// (<c>next_search_order</c>).</summary>
    private static int NextOrder(CompactControl run, int order)
    {
        if (--order < 0)
            order = run.Task.Order - 1;
        if (order != run.SearchOrder)
            return order;
        if (--run.SearchOrder < 0)
            run.SearchOrder = run.Task.Order - 1;
        return -1;
    }

    private static void IsolateAround(CompactControl run, uint pfn)
    {
        if (run.TargetCount >= run.SourceCount
            || run.Task is { Direct: true, Mode: CompactMode.Async })
            return;
        Zone zone = run.Zone;
        uint at = Math.Max(Pfn.Head(pfn, zone.Pageblocks.BlockOrder), zone.Start);
        uint end = Math.Min(Pfn.Head(pfn, zone.Pageblocks.BlockOrder) + zone.Pageblocks.Pages,
            zone.End);
        FreeScanner.IsolateBlock(run, ref at, end, 1);
        if (run.TargetCount < run.SourceCount && !run.Task.Full)
            zone.Pageblocks.SetSkip(pfn, true);
    }
}
