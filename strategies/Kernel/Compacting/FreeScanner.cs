using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>Goes down from the top of the zone and isolates free pages to move others into
/// (<c>isolate_freepages</c>, 6.1).</summary>
internal static class FreeScanner
{
    /// <summary>Isolates targets for what the migrate scanner has isolated: by a search of the free
    /// lists, else pageblock by pageblock.</summary>
    public static void Isolate(CompactControl run)
    {
        FastSearch.FindTargets(run);
        if (run.TargetCount > 0)
            return;
        Pageblocks blocks = run.Zone.Pageblocks;
        uint at = run.FreePfn;
        uint start = Pfn.Head(at, blocks.BlockOrder);
        uint end = Math.Min(start + blocks.Pages, run.Zone.End);
        uint lowest = Pfn.Head(run.MigratePfn, blocks.BlockOrder) + blocks.Pages;
        uint stride = run.Task.Mode == CompactMode.Async ? CompactControl.Cluster : 1u;
        while (start >= lowest)
        {
            run.Machine.Ledger.ChargeScan(run.Machine.Costs, 1);
            if (IsTarget(run, start))
            {
                int got = IsolateBlock(run, ref at, end, stride);
                if (at == end)
                    MarkScanned(run, start);
                if (run.TargetCount >= run.SourceCount)
                {
                    if (at >= end)
                        at = start - blocks.Pages;
                    break;
                }
                if (at < end)
                    break;
                stride = got > 0 ? 1u : Math.Min((uint)CompactControl.Cluster, stride << 1);
            }
            end = start;
            start -= blocks.Pages;
            at = start;
        }
        run.FreePfn = at;
    }

    /// <summary>Isolates free blocks from a frame on until there are enough
    /// (<c>isolate_freepages_block</c>).</summary>
    /// <returns>Base pages isolated.</returns>
    public static int IsolateBlock(CompactControl run, ref uint at, uint end, uint stride)
    {
        Machine machine = run.Machine;
        long looked = 0;
        int got = 0;
        int isolated = 0;
        while (at < end)
        {
            looked++;
            byte state = machine.Frames.State[at];
            if (!FrameState.IsFree(state))
            {
                at += Skip(state, stride);
                continue;
            }
            int order = FrameState.OrderOf(state);
            if (!TryIsolate(run, at, order))
                break;
            got += 1 << order;
            isolated++;
            at += Order.Pages(order);
            if (run.SourceCount <= run.TargetCount)
                break;
            // The stride counts from the last page of the block.
            at += stride - 1;
        }
        at = Math.Min(at, end);
        machine.Ledger.ChargeScan(machine.Costs, looked);
        machine.Counters[VmCounter.CompactFreeScanned] += looked + got - isolated;
        return got;
    }

    /// <summary>Takes one free block as targets, if the zone can spare it
    /// (<c>__isolate_free_page</c>). Half a pageblock or more makes its pageblock movable.
    /// </summary>
    public static bool TryIsolate(CompactControl run, uint pfn, int order)
    {
        Zone zone = run.Zone;
        // The boost is for allocations: isolation looks at the bare mark.
        long mark = zone.Watermarks.Min + Order.Pages(order);
        if (!WatermarkCheck.Holds(zone, 0, mark, MigrateType.Movable, 0))
            return false;
        run.Machine.Migrator.IsolateTarget(pfn);
        if (zone.Grouping && order >= zone.Pageblocks.BlockOrder - 1)
        {
            for (uint at = pfn; at < pfn + Order.Pages(order); at += zone.Pageblocks.Pages)
            {
                if (MigrateTypes.IsMergeable(zone.TypeOf(at)))
                    zone.SetPageblockType(at, MigrateType.Movable);
            }
        }
        run.Machine.Migrator.SplitTarget(pfn, 0);
        run.AddTarget(pfn, order);
        run.Machine.Counters[VmCounter.CompactIsolated] += Order.Pages(order);
        return true;
    }

    /// <summary>Not one free pageblock already, movable, and not found full lately
    /// (<c>suitable_migration_target</c>, <c>isolation_suitable</c>).</summary>
    private static bool IsTarget(CompactControl run, uint start)
    {
        Zone zone = run.Zone;
        if (start < zone.Start)
            return false;
        byte state = run.Machine.Frames.State[start];
        if (FrameState.IsFree(state) && FrameState.OrderOf(state) >= zone.Pageblocks.BlockOrder)
            return false;
        if (zone.Grouping
            && zone.TypeOf(start) is not (MigrateType.Movable or MigrateType.Cma))
            return false;
        return run.Task.Full || !zone.Pageblocks.IsSkipped(start);
    }

    /// <summary>A compound page is stepped over whole; else the stride.</summary>
    private static uint Skip(byte state, uint stride)
    {
        uint size = Order.Pages(FrameState.OrderOf(state));
        return FrameState.IsAllocated(state) && size > 1 ? size - 1 + stride : stride;
    }

    private static void MarkScanned(CompactControl run, uint start)
    {
        run.Zone.Pageblocks.SetSkip(start, true);
        run.Progress.FreePfn = Math.Min(run.Progress.FreePfn, start);
    }
}
