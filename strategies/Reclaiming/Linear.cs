using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Reclaiming;

/// <summary>
/// A failed huge request goes over memory in order of address and reclaims the next aligned area
/// that it can empty wholly, however young its pages are. Nothing is dropped in vain, but nothing
/// is spared for being in use; and areas with one page that cannot go are of no use.
/// </summary>
/// <remarks>Gorman's linear reclaim scanner of 2005 (LKML, 4 November 2005), the ancestor of lumpy
/// reclaim, as far as its description goes. Meant for <c>grouping:migrate=no+linear</c>.</remarks>
internal sealed class Linear : IStrategy
{
    private LinearReclaim? reclaim;

    public static CatalogEntry Entry { get; } = new(
        "linear",
        "Reclaims the next aligned area that can be emptied wholly, by address; moves nothing.",
        "Gorman, linear reclaim scanner, LKML 4 Nov 2005");

    public string Name => "linear";

    public ReclaimPolicy Reclaim => ReclaimPolicy.InRescue;

    public void Configure(MachineOptions options) => options.LruPerZone = true;

    public void Boot(Machine machine) => reclaim = new LinearReclaim(machine);

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (!request.Is(Effort.Direct) || request.Order is <= Order.Costly or > Order.MaxBuddy)
            return Pfn.None;
        machine.Counters[VmCounter.AllocstallNormal]++;
        while (reclaim!.Direct(request) > 0)
        {
            uint pfn = machine.Allocator.FromFreeLists(request, Mark.Min);
            if (pfn == Pfn.None && machine.Allocator.DrainPcp())
                pfn = machine.Allocator.FromFreeLists(request, Mark.Min);
            if (pfn == Pfn.None)
                continue;
            machine.Ledger.Grant(GrantPath.Reclaimed);
            return pfn;
        }
        machine.Ledger.Refuse(FailureCause.Unmovable);
        return Pfn.None;
    }
}
