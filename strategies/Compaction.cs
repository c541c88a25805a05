using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;
using FragSim.Strategies.Compacting;

namespace FragSim.Strategies;

/// <summary>
/// Pushes all movable pages together: a migrate scanner goes up from the bottom of the zone, a free
/// scanner down from the top, until a block of the order is free or they meet. The caller waits,
/// first for an asynchronous pass, then for a synchronous one; after failures tries are deferred.
/// Where too little is free to work with, it reclaims what compaction needs and no more. Pages
/// above the largest free block are not its scanners' business: a contiguous range is emptied.
/// </summary>
/// <remarks>Gorman, "Memory compaction" v8, 2010; scanners, skip bits, deferral and capture as in
/// Linux 6.1 (<c>mm/compaction.c</c>). Alone it runs on a buddy without migrate types, where
/// unmovable pages lie everywhere; with <c>grouping+</c> before it, on one with.</remarks>
internal sealed class Compaction : IStrategy
{
    private readonly ZoneCompactor compactor;
    private readonly DirectCompactor direct;
    private readonly ContiguousPages contiguous = new();

    public Compaction()
    {
        compactor = new ZoneCompactor();
        direct = new DirectCompactor(compactor);
    }

    public static CatalogEntry Entry { get; } = new(
        "compaction",
        "Two scanners push all movable pages together while the caller waits; deferral.",
        "Gorman, Memory compaction v8, 2010; Linux mm/compaction.c");

    public string Name => "compaction";

    public bool ReclaimsForItself => true;

    public void Boot(Machine machine) => direct.Boot(machine);

    public void CompactMemory(Machine machine) => direct.CompactAll(machine);

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (!request.Is(Effort.Direct))
            return Pfn.None;
        if (request.Order > Order.MaxBuddy)
            return contiguous.Take(machine, request);
        uint pfn = direct.Compact(machine, request, CompactMode.Async, out _);
        if (pfn != Pfn.None)
            return pfn;
        CompactionRoom.Make(machine, compactor, request, out _);
        pfn = machine.Allocator.FromFreeLists(request, Mark.Min);
        if (pfn != Pfn.None)
        {
            machine.Ledger.Path = GrantPath.Reclaimed;
            return pfn;
        }
        pfn = direct.Compact(machine, request, CompactMode.SyncLight, out CompactResult result);
        if (pfn == Pfn.None)
            machine.Ledger.Failure = CompactionRoom.CauseOf(result);
        return pfn;
    }
}
