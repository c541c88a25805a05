using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Reservations;

/// <summary>All reservations of a machine: which extent has which pageblock, and which was used
/// longest ago.</summary>
internal sealed class ReservationTable
{
    /// <summary>Pages that no workload gives a number get theirs from here.</summary>
    private const uint FirstUnknown = 1u << 31;

    private readonly Machine machine;
    private readonly Dictionary<uint, uint> blocks = [];
    private readonly uint[] extents;
    private readonly UseOrder order;
    private uint nextUnknown = FirstUnknown;

    public ReservationTable(Machine machine)
    {
        this.machine = machine;
        extents = new uint[machine.Pageblocks.Count];
        order = new UseOrder(machine.Pageblocks.Count);
    }

    private int BlockOrder => machine.Pageblocks.BlockOrder;

    /// <summary>The place of a page in its extent's reservation, made now if there is none.
    /// </summary>
    public uint Place(Zone zone, in AllocationRequest request)
    {
        if (request.Order != 0 || request.Mobility != MigrateType.Movable
            || (request.Page == 0 && request.Source != PageSource.Anon))
            return Pfn.None;
        uint page = request.Page != 0 ? request.Page : NextUnknown();
        uint extent = page >> BlockOrder;
        if (!blocks.TryGetValue(extent, out uint block) && !TryReserve(zone, extent, out block))
            return Pfn.None;
        uint pfn = (block << BlockOrder) + (page & (machine.Pageblocks.Pages - 1));
        if (!zone.Contains(pfn) || !FrameState.IsFree(machine.Frames.State[
            machine.Frames.HeadOf(pfn)]))
            return Pfn.None;
        order.Use(block);
        if (UnusedPages(block) == 1)
            machine.Counters[VmCounter.ReservationPromoted]++;
        return pfn;
    }

    /// <summary>Gives back reservations, the one used longest ago first, until the lists have a
    /// block of an order. For a whole pageblock only those count in which nothing is in
    /// use.</summary>
    public void MakeFree(Zone zone, int wanted)
    {
        FreeLists free = zone.Free;
        while ((free.OrdersFrom(wanted, MigrateType.Unmovable)
            | free.OrdersFrom(wanted, MigrateType.Movable)
            | free.OrdersFrom(wanted, MigrateType.Reclaimable)) == 0
            && TryPreempt(zone, wanted >= BlockOrder))
        {
        }
    }

    private uint NextUnknown()
    {
        uint page = nextUnknown;
        nextUnknown = Math.Max(nextUnknown + 1, FirstUnknown);
        return page;
    }

    private bool TryReserve(Zone zone, uint extent, out uint block)
    {
        MigrateType own = zone.TypeFor(MigrateType.Movable);
        block = 0;
        if (zone.Free.SmallestFrom(BlockOrder, own) < 0 && !TryPreempt(zone, empty: true))
            return false;
        int from = zone.Free.SmallestFrom(BlockOrder, own);
        if (from < 0)
            return false;
        uint pfn = zone.Free.Head(from, own);
        block = pfn >> BlockOrder;
        zone.Convert(pfn, MigrateType.SetAside);
        blocks.Add(extent, block);
        extents[block] = extent;
        order.Add(block);
        machine.Counters[VmCounter.ReservationMade]++;
        return true;
    }

    /// <summary>Takes the reservation used longest ago that has something to give. One that is a
    /// huge page now has nothing, and goes to the end of the line; what is freed of it later is
    /// its own again.</summary>
    private bool TryPreempt(Zone zone, bool empty)
    {
        int least = empty ? BlockOrder : 0;
        if (zone.Free.SmallestFrom(least, MigrateType.SetAside) < 0)
            return false;
        uint next, last = order.Youngest;
        for (uint block = order.Oldest; block != UseOrder.None; block = next)
        {
            next = block == last ? UseOrder.None : order.Younger(block);
            int unused = UnusedPages(block);
            if (unused == 0)
                order.Use(block);
            else if (zone.Contains(block << BlockOrder)
                && (!empty || unused == (int)machine.Pageblocks.Pages))
            {
                GiveBack(zone, block);
                return true;
            }
        }
        return false;
    }

    private void GiveBack(Zone zone, uint block)
    {
        Forget(block);
        zone.Convert(block << BlockOrder, zone.TypeFor(MigrateType.Movable));
        machine.Counters[VmCounter.ReservationPreempted]++;
    }

    private void Forget(uint block)
    {
        blocks.Remove(extents[block]);
        order.Remove(block);
    }

    private int UnusedPages(uint block)
    {
        int unused = 0;
        int shift = BlockOrder - machine.Use.BlockOrder;
        for (uint i = block << shift; i < (block + 1) << shift; i++)
            unused += (1 << machine.Use.BlockOrder) - machine.Use.UsedPages(i);
        return unused;
    }
}
