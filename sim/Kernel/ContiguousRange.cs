using System.Diagnostics;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>
/// Empties an aligned range of pageblocks and takes it as one block, of any order
/// (<c>alloc_contig_range</c>): isolate the blocks so that nothing is allocated there, migrate
/// what is in use, take the range.
/// </summary>
public sealed class ContiguousRange
{
    private readonly Machine machine;
    private readonly MigrateType[] types;

    /// <param name="machine">The machine.</param>
    /// <param name="order">Order of the ranges: at least a pageblock.</param>
    public ContiguousRange(Machine machine, int order)
    {
        this.machine = machine;
        RangeOrder = Math.Max(order, machine.Pageblocks.BlockOrder);
        types = new MigrateType[1 << (RangeOrder - machine.Pageblocks.BlockOrder)];
    }

    /// <summary>Order of a range: that asked for, but at least a pageblock's.</summary>
    public int RangeOrder { get; }

    /// <summary>Makes room as the kernel does for <c>alloc_contig_range</c>: clean page cache in
    /// the range is dropped instead of moved (<c>reclaim_clean_pages_from_list</c>), and where
    /// nothing is free to move a page to, others are reclaimed (<c>GFP_USER | __GFP_MOVABLE |
    /// __GFP_RETRY_MAYFAIL</c>). Else pages are moved to what is free.</summary>
    public bool Reclaims { get; init; }

    /// <summary>A range in which nothing at all is in use; None when there is none.</summary>
    public uint FindFree()
    {
        uint best = FindLeastUsed();
        return best != Pfn.None && UsedPages(best) == 0 ? best : Pfn.None;
    }

    /// <summary>The range that holds nothing immovable and the fewest pages in use; the lowest of
    /// equals, None when there is none. The search is charged as one scan step a block.</summary>
    public uint FindLeastUsed()
    {
        machine.Cancel.ThrowIfCancellationRequested();
        uint best = Pfn.None;
        long least = long.MaxValue;
        uint size = Order.Pages(RangeOrder);
        int shift = machine.Use.BlockOrder;
        foreach (Zone zone in machine.Zones)
        {
            uint at = (zone.Start + size - 1) & ~(size - 1);
            for (; at < zone.End && zone.End - at >= size; at += size)
            {
                if (!machine.Use.IsOpen(at >> shift, size >> shift) || UsedPages(at) >= least)
                    continue;
                least = UsedPages(at);
                best = at;
            }
            machine.Ledger.ChargeScan(machine.Costs, zone.Span.Spanned >> shift);
        }
        return best;
    }

    /// <summary>Pages in use in the range that begins at a frame.</summary>
    public long UsedPages(uint start)
    {
        long used = 0;
        int shift = machine.Use.BlockOrder;
        for (uint i = 0; i < Order.Pages(RangeOrder) >> shift; i++)
            used += machine.Use.UsedPages((start >> shift) + i);
        return used;
    }

    /// <summary>Empties the range that begins at a frame.</summary>
    /// <returns>True, with the range taken off the lists and in state Tail; false, with all put
    /// back, when something in it cannot move or nothing is free to move it to. The ledger says
    /// which.</returns>
    public bool TryTake(uint start)
    {
        Debug.Assert(Pfn.IsAligned(start, RangeOrder));
        machine.Cancel.ThrowIfCancellationRequested();
        Zone zone = machine.ZoneOf(start);
        uint end = start + Order.Pages(RangeOrder);
        machine.DrainPcp(zone);
        zone.Buddy.Separate(start, RangeOrder);
        Isolate(zone, start, end);
        bool emptied = MoveOut(start, end);
        machine.DrainPcp(zone);
        if (emptied)
            TakeFree(zone, start, end);
        Restore(zone, start, end);
        return emptied;
    }

    private void Isolate(Zone zone, uint start, uint end)
    {
        uint step = machine.Pageblocks.Pages;
        for (uint at = start, i = 0; at < end; at += step, i++)
        {
            types[i] = zone.TypeOf(at);
            zone.SetPageblockType(at, MigrateType.Isolate);
            zone.MoveFreeBlocks(at, MigrateType.Isolate);
        }
    }

    /// <summary>Gives the blocks their types back; what is free in them merges with what is free
    /// around (<c>unset_migratetype_isolate</c>).</summary>
    private void Restore(Zone zone, uint start, uint end)
    {
        Frames frames = machine.Frames;
        uint step = machine.Pageblocks.Pages;
        for (uint at = start, i = 0; at < end; at += step, i++)
            zone.SetPageblockType(at, types[i]);
        for (uint at = start; at < end; at += frames.BlockSize(at))
        {
            byte state = frames.State[at];
            if (!FrameState.IsFree(state))
                continue;
            int order = FrameState.OrderOf(state);
            zone.Buddy.TakeBlock(at, order, order, MigrateType.Isolate);
            zone.Buddy.Put(at, order, zone.TypeOf(at));
            at = HeadOf(at);
        }
    }

    private bool MoveOut(uint start, uint end)
    {
        Frames frames = machine.Frames;
        uint at = start;
        while (at < end)
        {
            machine.Ledger.ChargeScan(machine.Costs, 1);
            byte state = frames.State[at];
            int order = FrameState.OrderOf(state);
            if (!FrameState.IsFree(state))
            {
                // A block that goes beyond the range would take frames outside with it.
                if (order > RangeOrder || !machine.Migrator.CanMove(at))
                {
                    machine.Ledger.Failure = (frames.Flags[at] & PageFlags.Pinned) != 0
                        ? FailureCause.Pinned : FailureCause.Unmovable;
                    machine.Counters[VmCounter.PgmigrateFail]++;
                    return false;
                }
                if (!MoveOne(at, order))
                    return false;
            }
            uint head = HeadOf(at);
            at = head + frames.BlockSize(head);
        }
        return true;
    }

    /// <summary>First frame of the block that a frame is in now: what was just freed may have
    /// merged with what is before it.</summary>
    private uint HeadOf(uint pfn) =>
        machine.Frames.State[pfn] == FrameState.Tail ? machine.Frames.HeadOf(pfn) : pfn;

    private bool MoveOne(uint pfn, int order)
    {
        if (Reclaims && IsClean(pfn))
            return machine.Reclaimer.Take(pfn) > 0;
        var request = new AllocationRequest(
            order, MigrateType.Movable, machine.Frames.Source(pfn), Effort.None);
        uint target = machine.Allocator.FromFreeLists(request, Mark.Min);
        if (target == Pfn.None && Reclaims)
        {
            target = ReclaimFor(request);
            // What was reclaimed may be this very page; no other block can be in its place.
            if (!FrameState.IsAllocated(machine.Frames.State[pfn]))
            {
                if (target != Pfn.None)
                    machine.Release(target, order);
                return true;
            }
        }
        if (target == Pfn.None)
        {
            machine.Ledger.Failure = FailureCause.NoMemory;
            return false;
        }
        machine.Migrator.AdoptTarget(target, order);
        machine.Migrator.Move(pfn, target);
        return true;
    }

    private bool IsClean(uint pfn) => machine.Reclaimer.CanTake(pfn)
        && (machine.Frames.Flags[pfn] & (PageFlags.Anon | PageFlags.Dirty)) == 0;

    /// <summary>Reclaims until there is a target, or no more comes of it.</summary>
    private uint ReclaimFor(in AllocationRequest request)
    {
        uint target = Pfn.None;
        while (target == Pfn.None)
        {
            machine.Counters[VmCounter.AllocstallNormal]++;
            if (machine.Reclaimer.Direct(request) == 0)
                break;
            target = machine.Allocator.FromFreeLists(request, Mark.Min);
            if (target == Pfn.None && machine.Allocator.DrainPcp())
                target = machine.Allocator.FromFreeLists(request, Mark.Min);
        }
        return target;
    }

    /// <summary>Takes every free block of the range off the lists; a larger one that began before
    /// or goes beyond cannot be here, for isolated blocks do not merge with others.</summary>
    private void TakeFree(Zone zone, uint start, uint end)
    {
        Frames frames = machine.Frames;
        for (uint at = start; at < end;)
        {
            int order = FrameState.OrderOf(frames.State[at]);
            zone.Buddy.TakeBlock(at, order, order, MigrateType.Isolate);
            at += Order.Pages(order);
        }
    }
}
