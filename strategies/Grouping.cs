using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Sim.Migration;
using FragSim.Sim.Results;
using FragSim.Strategies.Fallbacks;

namespace FragSim.Strategies;

/// <summary>
/// Keeps movable and unmovable pages in separate pageblocks, so that a request that finds no huge
/// page can make one by migrating a single well-chosen block empty: the one with nothing
/// immovable in it and the fewest pages to move. Where memory is short it first reclaims what the
/// moved pages need, and no more than compaction would (<c>compact_gap</c>).
/// </summary>
/// <remarks>Gorman, "Group pages of related mobility together" v28, 2007; fallback and stealing as
/// in Linux 6.1 (<c>mm/page_alloc.c</c>); emptying a block as <c>alloc_contig_range</c> does. The
/// choice of the block is perfect: a kernel would have to keep the counts.</remarks>
internal sealed class Grouping : IStrategy
{
    private readonly StealingFallback stealing = new();
    private ContiguousRange? range;

    public static CatalogEntry Entry { get; } = new(
        "grouping",
        "Pageblocks by mobility; a failed huge request migrates one well-chosen block empty.",
        "Gorman, grouping pages by mobility v28-v30, 2007; Linux mm/page_alloc.c");

    public string Name => "grouping";

    public void Configure(MachineOptions options) => options.Grouping = true;

    public bool Fallback(Machine machine, Zone zone, int order, MigrateType wanted) =>
        stealing.Fallback(machine, zone, order, wanted);

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (!request.Is(Effort.Direct) || request.Order < machine.Pageblocks.BlockOrder)
            return Pfn.None;
        range ??= new ContiguousRange(machine, request.Order);
        uint start = range.FindLeastUsed();
        if (start == Pfn.None)
        {
            machine.Ledger.Failure = FailureCause.Unmovable;
            return Pfn.None;
        }
        if (!MakeRoom(machine, request, start) || !range.TryTake(start))
            return Pfn.None;
        machine.Ledger.Path = GrantPath.Migrated;
        return start;
    }

    /// <summary>Reclaims until what is in use in the range fits elsewhere with the range itself
    /// taken, above the min watermark.</summary>
    private bool MakeRoom(Machine machine, in AllocationRequest request, uint start)
    {
        long gap = 2L << request.Order;
        long got = 0;
        while (!HasRoom(machine, request.Order, range!.UsedPages(start)))
        {
            long round = got < gap ? machine.Reclaimer.Direct(request) : 0;
            machine.Counters[VmCounter.AllocstallNormal]++;
            if (round == 0)
            {
                machine.Ledger.Failure = FailureCause.NoMemory;
                return false;
            }
            got += round;
        }
        return true;
    }

    private static bool HasRoom(Machine machine, int order, long used)
    {
        long free = 0, min = 0;
        foreach (Zone zone in machine.Zones)
        {
            free += zone.FreePages;
            min += zone.Watermarks.Min;
        }
        long freeInRange = Order.Pages(order) - used;
        return free - freeInRange - used > min;
    }
}
