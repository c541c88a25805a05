using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Placing;

namespace FragSim.Strategies.Bounds;

/// <summary>
/// What a strategy could do that knows every page and pays for nothing: empties the best block,
/// dropping page cache where there is no room, at no cost. The same bound stands beside every
/// other strategy as oracle %, computed from that strategy's own memory.
/// </summary>
/// <remarks>Keeps unmovable pages apart as grouping does; it cannot undo what is pinned or
/// unmovable. Stalls are zero on purpose.</remarks>
internal sealed class Oracle : IStrategy
{
    private readonly Grouping grouping = new();
    private readonly Ledger free = new();

    public static CatalogEntry Entry { get; } = new(
        "oracle",
        "The upper bound: empties the best block for nothing; only unmovable pages stop it.",
        "sim/Kernel/OracleBound.cs");

    public string Name => "oracle";

    public ReclaimPolicy Reclaim => ReclaimPolicy.InRescue;

    public void Configure(MachineOptions options) => grouping.Configure(options);

    public bool Fallback(Machine machine, Zone zone, int order, MigrateType wanted) =>
        grouping.Fallback(machine, zone, order, wanted);

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (request.Mobility != MigrateType.Movable
            || request.Order < machine.Pageblocks.BlockOrder)
            return Pfn.None;
        free.Clear();
        uint pfn;
        using (machine.ChargeTo(free))
            pfn = Take(machine, request);
        machine.Ledger.Refuse(free.Failure);
        machine.Ledger.Grant(pfn == Pfn.None ? GrantPath.None : GrantPath.Migrated);
        return pfn;
    }

    private static uint Take(Machine machine, in AllocationRequest request)
    {
        // To try again after every cluster that is reclaimed would take long for so large a range.
        var range = new ContiguousRange(machine, request.Order)
        {
            Reclaims = request.Order > Order.MaxBuddy,
        };
        while (true)
        {
            uint start = range.FindLeastUsed();
            if (start == Pfn.None)
            {
                machine.Ledger.Refuse(FailureCause.Unmovable);
                return Pfn.None;
            }
            if (range.TryTake(start))
                return start;
            if (machine.Reclaimer.Direct(request) == 0)
            {
                machine.Ledger.Refuse(FailureCause.NoMemory);
                return Pfn.None;
            }
        }
    }
}
