using FragSim.Sim.Events;

namespace FragSim.Sim.Memory;

/// <summary>
/// What a fault that got no huge page does next: it takes a base page, and a page table for it,
/// from per-CPU lists which it fills first where they are empty (<c>do_anonymous_page</c>). The
/// pages themselves are the workload's to ask for.
/// </summary>
internal static class FaultLists
{
    public static void Fill(Machine machine)
    {
        Fill(machine,
            new(Order.Base, MigrateType.Unmovable, PageSource.PageTable, Effort.Normal));
        Fill(machine, new(Order.Base, MigrateType.Movable, PageSource.Anon, Effort.Normal));
    }

    private static void Fill(Machine machine, in AllocationRequest request)
    {
        int highest = machine.Allocator.HighestZone(request);
        for (int i = highest; i >= 0; i--)
        {
            Zone zone = machine.Zones[i];
            if (!PageAllocator.WatermarkHolds(zone, request, Mark.Low, highest))
                continue;
            MigrateType type = zone.TypeFor(request.Mobility);
            if (zone.Pcp is { } pcp && pcp.IsEmpty(Order.Base, type))
            {
                int before = pcp.Pages;
                machine.Allocator.Refill(zone, pcp, Order.Base, type, cma: false);
                machine.Ledger.Stall.LockNs += (pcp.Pages - before) * machine.Costs.RefillNs;
            }
            return;
        }
    }
}
