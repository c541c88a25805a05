using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>Goes up from the bottom of the zone and isolates pages to move
/// (<c>isolate_migratepages</c>, 6.1).</summary>
internal static class MigrateScanner
{
    /// <summary>Goes to the next pageblock that is worth scanning.</summary>
    /// <returns>Whether there is one before the free scanner.</returns>
    public static bool FindBlock(CompactControl run)
    {
        run.Machine.Cancel.ThrowIfCancellationRequested();
        Pageblocks blocks = run.Zone.Pageblocks;
        uint before = run.MigratePfn;
        uint low = FastSearch.FindSource(run);
        bool found = low != before && run.FastSearchFails == 0;
        uint end = Pfn.Head(low, blocks.BlockOrder) + blocks.Pages;
        for (; end <= run.FreePfn; end += blocks.Pages)
        {
            if (MayScan(run, low, end, found))
            {
                run.MigratePfn = low;
                return true;
            }
            found = false;
            run.MigratePfn = low = end;
        }
        return false;
    }

    /// <summary>Is the pageblock worth scanning: not found useless lately, not one huge page, and
    /// for asynchronous callers of their own type
    /// (<c>suitable_migration_source</c>).</summary>
    private static bool MayScan(CompactControl run, uint low, uint end, bool found)
    {
        Zone zone = run.Zone;
        bool atStart = Pfn.IsAligned(low, zone.Pageblocks.BlockOrder);
        run.Machine.Ledger.ChargeScan(run.Machine.Costs, 1);
        if (atStart && !found && !run.Task.Full && zone.Pageblocks.IsSkipped(low))
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
        if (run.Task.Mode != CompactMode.Async || !run.Task.Direct || !run.Zone.Grouping)
            return true;
        MigrateType type = run.Zone.TypeOf(low);
        return run.Task.Type == MigrateType.Movable
            ? type is MigrateType.Movable or MigrateType.Cma
            : type == run.Task.Type;
    }

    /// <summary>Isolates up to a cluster of pages of the pageblock at which the scanner stands
    /// (<c>isolate_migratepages_block</c>). For an asynchronous caller one page that cannot move
    /// costs the rest of its order-aligned block.</summary>
    public static void IsolateBlock(CompactControl run)
    {
        Machine machine = run.Machine;
        uint low = run.MigratePfn;
        uint end = Pfn.Head(low, run.Zone.Pageblocks.BlockOrder) + run.Zone.Pageblocks.Pages;
        bool skipOnFailure = run.Task.Direct && run.Task.Mode == CompactMode.Async;
        uint blockEnd = skipOnFailure ? NextBlock(low, run.Task.Order) : end;
        uint start = low;
        long scanned = 0;
        int isolatedBefore = run.SourceCount;
        bool locked = false;
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
                blockEnd = NextBlock(low, run.Task.Order);
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
                if (!locked && !run.Task.Full)
                    MarkAtStart(run, low);
                locked = true;
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
            blockEnd = NextBlock(low, run.Task.Order);
        }
        low = Math.Min(low, end);
        Count(run, scanned);
        if (low == end && (run.SourceCount == 0 || run.FinishBlock))
        {
            if (!locked)
                MarkAtStart(run, start);
            UpdateCached(run, low);
        }
        run.MigratePfn = low;
    }

    /// <summary>Who takes the first page off the LRU marks the block if that page is its first,
    /// and a block of which nothing could be taken is marked if it was scanned from its start
    /// (<c>test_and_set_skip</c>, <c>valid_page</c>).</summary>
    private static void MarkAtStart(CompactControl run, uint pfn)
    {
        if (Pfn.IsAligned(pfn, run.Zone.Pageblocks.BlockOrder))
            run.Zone.Pageblocks.SetSkip(pfn, true);
    }

    private static void Count(CompactControl run, long scanned)
    {
        Machine machine = run.Machine;
        machine.Ledger.ChargeScan(machine.Costs, scanned);
        machine.Counters[VmCounter.CompactMigrateScanned] += scanned;
        machine.Counters[VmCounter.CompactIsolated] += run.SourceCount;
    }

    /// <summary>At its start a block is looked up once more. A block that the search of the free
    /// lists has just found is marked as well, and so passed over here: 6.1 does exactly that.
    /// </summary>
    private static bool IsMarkedUseless(CompactControl run, uint low) => !run.Task.Full
        && Pfn.IsAligned(low, run.Zone.Pageblocks.BlockOrder)
        && run.Zone.Pageblocks.IsSkipped(low);

    /// <summary>On the LRU and to all appearances free to move; a compound page is not taken (6.1),
    /// nor one under writeback unless the caller may wait for it. Who holds a page of a file does
    /// not show before it is moved.</summary>
    public static bool CanIsolate(CompactControl run, uint pfn)
    {
        Machine machine = run.Machine;
        if (machine.Frames.State[pfn] != FrameState.Allocated(0)
            || machine.Frames.Mobility(pfn) != MigrateType.Movable || machine.OffLru.Holds(pfn))
            return false;
        PageFlags flags = machine.Frames.Flags[pfn];
        return ((flags & PageFlags.Writeback) == 0 || run.Task.Mode == CompactMode.Sync)
            && ((flags & PageFlags.Pinned) == 0 || (flags & (PageFlags.Lru | PageFlags.Anon))
                == PageFlags.Lru);
    }

    /// <summary>Its owner holds it: it is found out when it is to be moved.</summary>
    public static bool IsHeld(CompactControl run, uint pfn) =>
        (run.Machine.Frames.Flags[pfn] & PageFlags.Pinned) != 0;

    private static uint NextBlock(uint pfn, int order) =>
        Pfn.Head(pfn, Math.Max(order, 0)) + Order.Pages(Math.Max(order, 0));

    /// <summary>The scanner need not come back before the end of this block
    /// (<c>update_cached_migrate</c>).</summary>
    private static void UpdateCached(CompactControl run, uint pfn)
    {
        ZoneProgress progress = run.Progress;
        pfn = Pfn.Head(pfn, run.Zone.Pageblocks.BlockOrder) + run.Zone.Pageblocks.Pages;
        progress.MigratePfnAsync = Math.Max(progress.MigratePfnAsync, pfn);
        if (run.Task.Mode != CompactMode.Async)
            progress.MigratePfnSync = Math.Max(progress.MigratePfnSync, pfn);
    }
}
