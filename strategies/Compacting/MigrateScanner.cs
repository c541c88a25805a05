using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Strategies.Compacting;

/// <summary>Goes up from the bottom of the zone and isolates pages to move
/// (<c>isolate_migratepages</c>, 6.1).</summary>
internal static class MigrateScanner
{
    /// <summary>Isolates up to a cluster of pages, from the next suitable pageblock.</summary>
    /// <returns>Whether any was isolated.</returns>
    public static bool Isolate(CompactControl run)
    {
        Pageblocks blocks = run.Zone.Pageblocks;
        uint before = run.MigratePfn;
        uint low = FastSearch.FindSource(run);
        bool found = low != before && run.FastSearchFails == 0;
        uint end = Pfn.Head(low, blocks.BlockOrder) + blocks.Pages;
        for (; end <= run.FreePfn; end += blocks.Pages)
        {
            if (MayScan(run, low, end, found))
            {
                IsolateBlock(run, low, end);
                break;
            }
            found = false;
            run.MigratePfn = low = end;
        }
        return run.SourceCount > 0;
    }

    /// <summary>Is the pageblock worth scanning: not found useless lately, not one huge page, and
    /// for asynchronous callers of their own type
    /// (<c>suitable_migration_source</c>).</summary>
    private static bool MayScan(CompactControl run, uint low, uint end, bool found)
    {
        Zone zone = run.Zone;
        bool atStart = Pfn.IsAligned(low, zone.Pageblocks.BlockOrder) || low == zone.Start;
        run.Machine.Ledger.ChargeScan(run.Machine.Costs, 1);
        if (atStart && !found && !run.IgnoreSkips && zone.Pageblocks.IsSkipped(low))
            return false;
        if (IsSource(run, low))
            return true;
        UpdateCached(run, end);
        return false;
    }

    private static bool IsSource(CompactControl run, uint low)
    {
        Machine machine = run.Machine;
        byte state = machine.Frames.State[Pfn.Head(low, run.Zone.Pageblocks.BlockOrder)];
        if (FrameState.IsAllocated(state)
            && FrameState.OrderOf(state) >= run.Zone.Pageblocks.BlockOrder)
            return false;
        if (run.Mode != CompactMode.Async || !run.Direct || !run.Zone.Grouping)
            return true;
        MigrateType type = run.Zone.TypeOf(low);
        return run.Type == MigrateType.Movable
            ? type is MigrateType.Movable or MigrateType.Cma
            : type == run.Type;
    }

    /// <summary>One pageblock, from a frame on (<c>isolate_migratepages_block</c>). For an
    /// asynchronous caller one page that cannot move costs the rest of its order-aligned
    /// block.</summary>
    private static void IsolateBlock(CompactControl run, uint low, uint end)
    {
        Machine machine = run.Machine;
        bool skipOnFailure = run.Direct && run.Mode == CompactMode.Async;
        uint blockEnd = skipOnFailure ? NextBlock(low, run.Order) : end;
        uint start = low;
        long scanned = 0;
        int isolatedBefore = run.SourceCount;
        if (IsMarkedUseless(run, low))
        {
            scanned = 1;
            low = end;
        }
        while (low < end)
        {
            if (skipOnFailure && low >= blockEnd)
            {
                if (run.SourceCount > isolatedBefore)
                    break;
                blockEnd = NextBlock(low, run.Order);
            }
            scanned++;
            byte state = machine.Frames.State[low];
            if (FrameState.IsFree(state))
            {
                low += Order.Pages(FrameState.OrderOf(state));
                continue;
            }
            if (CanIsolate(run, low))
            {
                run.Sources[run.SourceCount++] = low++;
                if (run.SourceCount >= CompactControl.Cluster && !run.FinishBlock)
                    break;
                continue;
            }
            low += Order.Pages(FrameState.OrderOf(state));
            if (!skipOnFailure)
                continue;
            machine.Ledger.ChargeIsolate(machine.Costs, run.SourceCount - isolatedBefore);
            run.SourceCount = isolatedBefore;
            low = Math.Max(low, blockEnd);
            blockEnd = NextBlock(low, run.Order);
        }
        Finish(run, start, Math.Min(low, end), end, scanned);
    }

    private static void Finish(CompactControl run, uint start, uint low, uint end, long scanned)
    {
        Machine machine = run.Machine;
        machine.Ledger.ChargeScan(machine.Costs, scanned);
        machine.Counters[VmCounter.CompactMigrateScanned] += scanned;
        machine.Counters[VmCounter.CompactIsolated] += run.SourceCount;
        if (low == end && (run.SourceCount == 0 || run.FinishBlock))
        {
            if (!run.IgnoreSkips)
                run.Zone.Pageblocks.SetSkip(start, true);
            UpdateCached(run, low);
        }
        run.MigratePfn = low;
    }

    /// <summary>At its start a block is looked up once more. A block that the search of the free
    /// lists has just found is marked as well, and so passed over here: 6.1 does exactly that.
    /// </summary>
    private static bool IsMarkedUseless(CompactControl run, uint low) => !run.IgnoreSkips
        && (Pfn.IsAligned(low, run.Zone.Pageblocks.BlockOrder) || low == run.Zone.Start)
        && run.Zone.Pageblocks.IsSkipped(low);

    /// <summary>On the LRU and free to move; a compound page is not taken (6.1), nor one under
    /// writeback unless the caller may wait for it.</summary>
    public static bool CanIsolate(CompactControl run, uint pfn)
    {
        if (run.Machine.Frames.State[pfn] != FrameState.Allocated(0)
            || !run.Machine.Migrator.CanMove(pfn))
            return false;
        PageFlags flags = run.Machine.Frames.Flags[pfn];
        return run.Mode == CompactMode.Sync || (flags & PageFlags.Writeback) == 0;
    }

    private static uint NextBlock(uint pfn, int order) =>
        Pfn.Head(pfn, Math.Max(order, 0)) + Order.Pages(Math.Max(order, 0));

    /// <summary>The scanner need not come back before the end of this block
    /// (<c>update_cached_migrate</c>).</summary>
    private static void UpdateCached(CompactControl run, uint pfn)
    {
        if (run.IgnoreSkips)
            return;
        ZoneProgress progress = run.Progress;
        pfn = Pfn.Head(pfn, run.Zone.Pageblocks.BlockOrder) + run.Zone.Pageblocks.Pages;
        progress.MigratePfnAsync = Math.Max(progress.MigratePfnAsync, pfn);
        if (run.Mode != CompactMode.Async)
            progress.MigratePfnSync = Math.Max(progress.MigratePfnSync, pfn);
    }
}
