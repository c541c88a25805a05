using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Reclaiming;

/// <summary>
/// A failed huge request reclaims old pages together with all that can go of the aligned area
/// around each, hot or not, and tries again; a request that may retry goes on until it has
/// reclaimed a huge page's worth. It moves nothing: pages that do not go stay in the way, and what
/// is dropped around them is dropped in vain.
/// </summary>
/// <remarks>Whitcroft, "Lumpy reclaim" V5, 2007; Linux 2.6.23 to 3.4 (<c>mm/vmscan.c</c>).
/// Meant for <c>grouping:migrate=no+lumpy</c>; alone it runs on a buddy without migrate types.
/// kswapd reclaims page by page as ever, and writeback is waited for at once.</remarks>
internal sealed class Lumpy : IStrategy
{
    private LumpyReclaim? reclaim;

    public static CatalogEntry Entry { get; } = new(
        "lumpy",
        "Reclaims old pages with the whole aligned area around each; moves nothing.",
        "Whitcroft, Lumpy Reclaim V5, 2007; Linux 2.6.23-3.4 mm/vmscan.c");

    public string Name => "lumpy";

    public ReclaimPolicy Reclaim => ReclaimPolicy.InRescue | ReclaimPolicy.KswapdPersists;

    public void Configure(MachineOptions options) => options.LruPerZone = true;

    public void Boot(Machine machine) => reclaim = new LumpyReclaim(machine);

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (!request.Is(Effort.Direct) || request.Order is <= Order.Costly or > Order.MaxBuddy)
            return Pfn.None;
        long got = 0, round;
        do
        {
            machine.Counters[VmCounter.AllocstallNormal]++;
            round = reclaim!.Direct(request);
            got += round;
            uint pfn = machine.Allocator.FromFreeLists(request, Mark.Min);
            if (pfn == Pfn.None && round > 0 && machine.Allocator.DrainPcp())
                pfn = machine.Allocator.FromFreeLists(request, Mark.Min);
            if (pfn != Pfn.None)
            {
                machine.Ledger.Grant(GrantPath.Reclaimed);
                return pfn;
            }
        }
        while (round > 0 && request.Is(Effort.RetryMayFail) && got < Order.Pages(request.Order));
        return Pfn.None;
    }
}
