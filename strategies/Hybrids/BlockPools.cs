using System.Numerics;
using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Hybrids;

/// <summary>Movable, unmovable and hybrid pageblocks: where a request goes, and which block is what
/// now.</summary>
internal sealed class BlockPools(Machine machine)
{
    private const MigrateType HybridType = MigrateType.SetAside;

    /// <summary>Own blocks first, then hybrid ones, then one of the other class, which is hybrid
    /// from then on.</summary>
    /// <returns>Where to take it; None leaves it to the own lists, or says that there is
    /// none.</returns>
    public uint Place(Zone zone, int order, MigrateType mobility)
    {
        bool movable = mobility == MigrateType.Movable;
        MigrateType own = movable ? MigrateType.Movable : MigrateType.Unmovable;
        if (mobility == own && zone.Free.OrdersFrom(order, own) != 0)
            return Pfn.None;
        uint pfn = Smallest(zone, order, own);
        if (pfn == Pfn.None)
            pfn = Smallest(zone, order, HybridType);
        return pfn != Pfn.None
            ? pfn
            : Mix(zone, order, movable ? MigrateType.Unmovable : MigrateType.Movable, own);
    }

    /// <summary>Looks at every block that is not purely movable: one with nothing immovable left is
    /// movable again, one with nothing else is unmovable, and none of them is a source of
    /// compaction.</summary>
    public void Classify()
    {
        foreach (Zone zone in machine.Zones)
        {
            uint pages = zone.Pageblocks.Pages;
            uint start = (zone.Start + pages - 1) & ~(pages - 1);
            for (uint at = start; at < zone.End && zone.End - at >= pages; at += pages)
                Classify(zone, at);
        }
    }

    private void Classify(Zone zone, uint at)
    {
        if (zone.TypeOf(at) is not (HybridType or MigrateType.Unmovable))
            return;
        machine.Ledger.ChargeScan(machine.Costs, 1);
        (int used, int blocked) = Count(at);
        if (zone.TypeOf(at) == HybridType)
        {
            if (blocked == 0)
                zone.Convert(at, MigrateType.Movable);
            else if (blocked == used)
                zone.Convert(at, MigrateType.Unmovable);
        }
        // The scanner passes over a block that is marked so (PB_migrate_skip).
        if (zone.TypeOf(at) != MigrateType.Movable)
            zone.Pageblocks.SetSkip(at, true);
    }

    private (int Used, int Blocked) Count(uint at)
    {
        int used = 0, blocked = 0;
        int order = machine.Use.BlockOrder;
        uint end = at + machine.Pageblocks.Pages;
        for (; at < end; at += Order.Pages(order))
        {
            used += machine.Use.UsedPages(at >> order);
            blocked += machine.Use.BlockedPages(at >> order);
        }
        return (used, blocked);
    }

    private static uint Smallest(Zone zone, int order, MigrateType type)
    {
        int from = zone.Free.SmallestFrom(order, type);
        return from < 0 ? Pfn.None : zone.Free.Head(from, type);
    }

    /// <summary>Takes the largest free block of the other class: a whole pageblock changes class, a
    /// part of one makes it hybrid.</summary>
    private uint Mix(Zone zone, int order, MigrateType other, MigrateType own)
    {
        machine.Ledger.ChargeFallback(machine.Costs);
        uint orders = zone.Free.OrdersFrom(order, other);
        if (orders == 0)
            return Pfn.None;
        int from = BitOperations.Log2(orders);
        uint pfn = zone.Free.Head(from, other);
        machine.Counters[VmCounter.Extfrag]++;
        if (from < zone.Pageblocks.BlockOrder)
        {
            zone.Convert(pfn, HybridType);
            return pfn;
        }
        machine.Counters[VmCounter.ExtfragOwnershipChanged]++;
        for (uint at = pfn; at < pfn + Order.Pages(Math.Max(order, zone.Pageblocks.BlockOrder));
            at += zone.Pageblocks.Pages)
            zone.Convert(at, own);
        return pfn;
    }
}
