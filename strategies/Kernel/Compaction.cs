using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel.Compacting;
using FragSim.Strategies.Shared;

namespace FragSim.Strategies.Kernel;

/// <summary>
/// Pushes all movable pages together: a migrate scanner goes up from the bottom of the zone, a free
/// scanner down from the top, until a block of the order is free or they meet. The caller waits,
/// first for an asynchronous pass, then for a synchronous one; after failures tries are deferred.
/// Where too little is free to work with, it reclaims what compaction needs and no more. A request
/// that may retry does so while there is hope, or, with <c>retry=reclaimed</c>, until it has
/// reclaimed a huge page's worth, or with <c>retry=no</c> not at all; one that must not is content
/// with the asynchronous pass. Pages above the largest free block are not its scanners' business:
/// a contiguous range is emptied.
/// </summary>
/// <remarks>Gorman, "Memory compaction" v8, 2010; scanners, skip bits, deferral and capture as in
/// Linux 6.1 (<c>mm/compaction.c</c>), <c>retry=reclaimed</c> as in Linux 2.6.26 to 4.6
/// (<c>should_alloc_retry</c>). Alone it runs on a buddy without migrate types, where unmovable
/// pages lie everywhere; with <c>grouping+</c> before it, on one with.</remarks>
internal sealed class Compaction : IStrategy
{
    private readonly ZoneCompactor compactor;
    private readonly DirectCompactor direct;
    private readonly ContiguousPages contiguous = new();
    private readonly string retry;

    public Compaction()
        : this("compaction", StrategyParameters.Parse("compaction", ""))
    {
    }

    public Compaction(string name, StrategyParameters parameters)
    {
        Name = name;
        retry = parameters.OneOf("retry", "hope", "reclaimed", "no");
        compactor = new ZoneCompactor();
        direct = new DirectCompactor(compactor);
    }

    public static CatalogEntry Entry { get; } = new(
        "compaction",
        "Two scanners push all movable pages together; the caller waits [retry=hope].",
        "Gorman, Memory compaction v8, 2010; Linux mm/compaction.c");

    public string Name { get; }

    public ReclaimPolicy Reclaim => ReclaimPolicy.InRescue;

    public void Configure(MachineOptions options) => options.LruPerZone |= retry == "reclaimed";

    public void Boot(Machine machine) => direct.Boot(machine);

    public void CompactMemory(Machine machine) => direct.CompactAll(machine);

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (!request.Is(Effort.Direct))
            return Pfn.None;
        if (request.Order > Order.MaxBuddy)
            return contiguous.Take(machine, request);
        uint pfn = direct.Compact(machine, request, CompactMode.Async, out CompactResult result);
        if (pfn != Pfn.None)
            return pfn;
        if (request.Is(Effort.NoRetry) && request.Order > Order.Costly)
        {
            machine.Ledger.Refuse(CompactionRoom.CauseOf(result));
            return Pfn.None;
        }
        Retries retries = default;
        long reclaimed = 0;
        while (true)
        {
            pfn = Round(machine, request, out long got, out bool progress, out result);
            reclaimed += got;
            if (pfn != Pfn.None || !request.Is(Effort.RetryMayFail)
                || request.Order <= Order.Costly)
                return pfn;
            bool again = retry switch
            {
                "hope" => retries.Again(machine, request, progress, result),
                "reclaimed" => got > 0 && reclaimed < Order.Pages(request.Order),
                _ => false,
            };
            if (!again)
                return Pfn.None;
        }
    }

    /// <summary>Reclaim, the lists again, then a synchronous compaction.</summary>
    private uint Round(Machine machine, in AllocationRequest request, out long got,
        out bool progress, out CompactResult result)
    {
        result = CompactResult.Skipped;
        got = CompactionRoom.Make(machine, compactor, request, out progress);
        uint pfn = machine.Allocator.FromFreeLists(request, Mark.Min);
        if (pfn != Pfn.None)
        {
            machine.Ledger.Grant(GrantPath.Reclaimed);
            return pfn;
        }
        pfn = direct.Compact(machine, request, CompactMode.SyncLight, out result);
        if (pfn == Pfn.None)
            machine.Ledger.Refuse(CompactionRoom.CauseOf(result));
        return pfn;
    }
}
