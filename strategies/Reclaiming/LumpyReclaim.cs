using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Reclaiming;

/// <summary>Reclaim that takes with the oldest page all that can go of the aligned area around it
/// (<c>isolate_lru_pages</c>, Linux 2.6.23 to 3.4).</summary>
internal sealed class LumpyReclaim
{
    private readonly Machine machine;
    private readonly AreaReclaim area;

    public LumpyReclaim(Machine machine)
    {
        this.machine = machine;
        area = new AreaReclaim(machine);
    }

    /// <summary>Rounds of rising urgency until a cluster is freed
    /// (<c>do_try_to_free_pages</c>).</summary>
    /// <returns>Pages reclaimed.</returns>
    public long Direct(in AllocationRequest request)
    {
        int highest = machine.Allocator.HighestZone(request);
        long got = 0;
        for (int priority = Reclaimer.FirstPriority;
            priority >= 0 && got < Reclaimer.Cluster; priority--)
        {
            for (int i = highest; i >= 0 && got < Reclaimer.Cluster; i--)
                got += ShrinkZone(machine.Zones[i], request.Order, priority);
            got += machine.Reclaimer.ShrinkSlab(priority);
        }
        return got;
    }

    private long ShrinkZone(Zone zone, int order, int priority)
    {
        long got = ShrinkList(zone, anon: false, order, priority);
        if (got < Reclaimer.Cluster && machine.Reclaimer.SwapFreePages > 0)
            got += ShrinkList(zone, anon: true, order, priority);
        return got;
    }

    /// <summary>Old pages, each with its area; what is taken of an area counts as scanned, so that
    /// one area in which much can go is enough.</summary>
    private long ShrinkList(Zone zone, bool anon, int order, int priority)
    {
        LruLists lru = zone.Lru.Lists;
        if (lru.IsInactiveLow(anon))
            Age(zone, anon, Share(zone, anon, active: true, priority));
        long scan = Share(zone, anon, active: false, priority);
        long got = 0;
        for (long scanned = 0; scanned < scan && got < Reclaimer.Cluster;)
        {
            uint oldest = lru.Oldest(anon, active: false);
            if (oldest == Pfn.None)
                break;
            uint start = Math.Max(Pfn.Head(oldest, order), zone.Start);
            long taken = machine.Reclaimer.CanTake(oldest) ? area.Reclaim(start, order) : 0;
            if (taken == 0)
                zone.Rotate(oldest);
            got += taken;
            scanned += Math.Max(taken, 1);
        }
        return got;
    }

    private void Age(Zone zone, bool anon, long scan)
    {
        for (; scan > 0 && zone.Lru.Lists.Oldest(anon, active: true) is var pfn and not Pfn.None;
            scan--)
        {
            machine.Ledger.ChargeLruScan(machine.Costs);
            machine.Reclaimer.Deactivate(zone.Lru, pfn);
        }
    }

    private static long Share(Zone zone, bool anon, bool active, int priority) =>
        Math.Max(zone.Lru.Pages(anon, active) >> priority, Reclaimer.Cluster);
}
