using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel.Compacting;
using FragSim.Strategies.Kernel.Fallbacks;
using FragSim.Strategies.Shared;

namespace FragSim.Strategies.Placing;

/// <summary>
/// Keeps movable and unmovable pages in separate pageblocks, so that a request that finds no huge
/// page can make one by migrating a single well-chosen block empty: the one with nothing
/// immovable in it and the fewest pages to move. It reclaims nothing for it: where too little is
/// free to move the pages to, the request fails. With <c>migrate=no</c> it moves nothing, and is
/// the placement alone, for others to build on.
/// </summary>
/// <remarks>Gorman, "Group pages of related mobility together" v28, 2007; fallback and stealing as
/// in Linux 6.1 (<c>mm/page_alloc.c</c>); emptying a block as <c>alloc_contig_range</c> does. The
/// choice of the block is perfect: a kernel would have to keep the counts.</remarks>
internal sealed class Grouping : IStrategy
{
    private readonly StealingFallback stealing = new();
    private readonly bool migrates, claimsParts, byBlock;
    private ContiguousRange? range;

    public Grouping()
        : this("grouping", StrategyParameters.Parse("grouping", ""))
    {
    }

    public Grouping(string name, StrategyParameters parameters)
    {
        Name = name;
        migrates = parameters.YesOrNo("migrate", true);
        claimsParts = parameters.YesOrNo("claim", true);
        byBlock = parameters.YesOrNo("blocks", true);
    }

    public static CatalogEntry Entry { get; } = new(
        "grouping",
        "Pageblocks by mobility; a failed huge request migrates one block empty [migrate=no].",
        "Gorman, grouping pages by mobility v28-v30, 2007; Linux mm/page_alloc.c");

    public string Name { get; }

    public void Configure(MachineOptions options)
    {
        options.Grouping = true;
        options.TypesByPage = !byBlock;
    }

    public bool Fallback(Machine machine, Zone zone, int order, MigrateType wanted) =>
        !byBlock ? OtherListFallback.Fallback(machine, zone, order, wanted)
        : claimsParts ? stealing.Fallback(machine, zone, order, wanted)
        : LargestFallback.Fallback(machine, zone, order, wanted);

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (!migrates || !request.Is(Effort.Direct) || request.Mobility != MigrateType.Movable
            || request.Order < machine.Pageblocks.BlockOrder)
            return Pfn.None;
        if (range?.RangeOrder != request.Order)
            range = new ContiguousRange(machine, request.Order);
        uint start = range.FindLeastUsed();
        if (start == Pfn.None)
        {
            machine.Ledger.Refuse(FailureCause.Unmovable);
            return Pfn.None;
        }
        if (!HasRoom(machine, request.Order))
        {
            machine.Ledger.Refuse(FailureCause.NoMemory);
            return Pfn.None;
        }
        if (!range.TryTake(start))
            return Pfn.None;
        machine.Ledger.Grant(GrantPath.Migrated);
        return start;
    }

    /// <summary>May so much be moved? The pages are needed twice while they move, and what is left
    /// must stay above the low watermark, or everybody else pays for the huge page: the same rule
    /// as for compaction (<c>compaction_suitable</c>). Above the largest free block there is no
    /// such rule; what is free must make up the page.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="order">Of the range.</param>
    /// <param name="unusable">Free pages that movable ones may not have.</param>
    internal static bool HasRoom(Machine machine, int order, long unusable = 0)
    {
        long free = -unusable;
        long needed = order > Order.MaxBuddy ? Order.Pages(order) : ZoneCompactor.Gap(order);
        foreach (Zone zone in machine.Zones)
        {
            free += zone.FreePages;
            needed += zone.Watermarks.Low + zone.Watermarks.Boost;
        }
        return free > needed;
    }
}
