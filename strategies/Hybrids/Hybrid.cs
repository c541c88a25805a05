using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel;

namespace FragSim.Strategies.Hybrids;

/// <summary>
/// Gives pageblocks that hold both movable and unmovable pages a class of their own. An unmovable
/// request goes to the unmovable blocks, then to the hybrid ones, and only then makes another
/// movable block hybrid; compaction takes pages out of purely movable blocks alone, so that it
/// never works on a block that it cannot empty.
/// </summary>
/// <remarks>Panwar, Prasad, Gopinath, "Making Huge Pages Actually Useful" (Illuminator), ASPLOS
/// 2018: the third pool, sources from the movable pool, hybrid blocks classified anew when memory
/// is compacted. Reclaimable slabs count as unmovable, as they cannot move. Its second half, a slab
/// allocator that frees deferred objects sooner (Prudence), is not modelled. Compaction itself is
/// the strategy <c>compaction</c>; hybrid blocks are pageblocks of the type SetAside.</remarks>
internal sealed class Hybrid : IStrategy
{
    private readonly Compaction compaction = new();
    private BlockPools pools = null!;

    public static CatalogEntry Entry { get; } = new(
        "hybrid",
        "Mixed pageblocks are a class of their own, filled first and never compacted.",
        "Panwar et al., Illuminator, ASPLOS 2018");

    public string Name => "hybrid";

    public ReclaimPolicy Reclaim => ReclaimPolicy.InRescue;

    public bool Places => true;

    public void Configure(MachineOptions options) => options.Grouping = true;

    public void Boot(Machine machine)
    {
        pools = new BlockPools(machine);
        compaction.Boot(machine);
    }

    /// <summary>At boot the lists are right as they are.</summary>
    public uint Place(Machine machine, Zone zone, in AllocationRequest request) =>
        pools is null ? Pfn.None : pools.Place(zone, request.Order, request.Mobility);

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (!request.Is(Effort.Direct))
            return Pfn.None;
        pools.Classify();
        uint pfn = request.Order > Order.MaxBuddy
            ? Pfn.None : machine.Allocator.FromFreeLists(request, Mark.Min);
        return pfn != Pfn.None ? pfn : compaction.Rescue(machine, request);
    }

    public void CompactMemory(Machine machine)
    {
        pools.Classify();
        compaction.CompactMemory(machine);
    }
}
