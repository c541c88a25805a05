using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>
/// What a fault that got no huge page does next: it takes a base page, and a page table for it,
/// from per-CPU lists which it fills first where they are empty (<c>do_anonymous_page</c>). The
/// pages themselves are the workload's to ask for; the fault waits for them.
/// </summary>
internal static class FaultLists
{
    public static void ChargeRefills(Machine machine)
    {
        ChargeRefill(machine,
            new(Order.Base, MigrateType.Unmovable, PageSource.PageTable, Effort.Normal));
        ChargeRefill(machine, new(Order.Base, MigrateType.Movable, PageSource.Anon, Effort.Normal));
    }

    private static void ChargeRefill(Machine machine, in AllocationRequest request)
    {
        int highest = machine.Allocator.HighestZone(request);
        for (int i = highest; i >= 0; i--)
        {
            Zone zone = machine.Zones[i];
            if (!WatermarkCheck.Holds(zone, request, Mark.Low, highest))
                continue;
            if (zone.Pcp is { } pcp
                && pcp.IsEmpty(Order.Base, zone.TypeFor(request.Mobility)))
            {
                machine.Ledger.Stall.LockNs +=
                    pcp.RefillBlocks(Order.Base) * machine.Costs.RefillNs;
            }
            return;
        }
    }
}
