using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;

namespace FragSim.Tests.Docs.Examples;

/// <summary>
/// Reclaims, in the caller, until a block of the order turns up by luck. It moves nothing, so it
/// pays in page cache: what it drops was used lately, and will be read again.
/// </summary>
/// <remarks>Linux 2.6.16 <c>mm/page_alloc.c</c>, <c>__GFP_REPEAT</c>: a huge page was asked for so
/// until lumpy reclaim (2.6.23). It does not model the pauses between rounds.</remarks>
internal sealed class Persistent : IStrategy
{
    public static CatalogEntry Entry { get; } = new(
        "persistent",
        "Reclaims until a block of the order turns up by luck.",
        "Linux 2.6.16 mm/page_alloc.c, __GFP_REPEAT");

    public string Name => "persistent";

    public ReclaimPolicy Reclaim => ReclaimPolicy.InRescue;

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (!request.Is(Effort.Direct) || request.Order > Order.MaxBuddy)
            return Pfn.None;
        machine.Preemption.BeforeDirectReclaim();
        while (machine.Reclaimer.Direct(request) > 0)
        {
            uint pfn = machine.Allocator.FromFreeLists(request, Mark.Min);
            if (pfn == Pfn.None)
                continue;
            machine.Ledger.Grant(GrantPath.Reclaimed);
            return pfn;
        }
        machine.Ledger.Refuse(FailureCause.NoMemory);
        return Pfn.None;
    }
}
