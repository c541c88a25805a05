using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Placing;

/// <summary>
/// Compacts by region instead of by scanner: of all regions of the size that is asked for, the one
/// with the fewest pages in use and nothing immovable is emptied, and its pages go to where least
/// is free, so that other nearly empty regions stay so. Meant for pages of 1 GiB; it works for any
/// order of a pageblock and more.
/// </summary>
/// <remarks>Ram, Panwar, Basu, "Trident", MICRO 2021: smart compaction, with counts of free and
/// immovable pages kept for every region. Pageblocks are grouped by mobility, as in the kernel
/// that Trident is built on. Its fall back to the next smaller page size, its background promotion
/// and its copy-free moves in a virtual machine are not modelled: here the caller of a request
/// waits for one region.</remarks>
internal sealed class Emptiest : IStrategy
{
    private readonly Grouping grouping = new();
    private FullestFirst? targets;
    private bool empties;

    public static CatalogEntry Entry { get; } = new(
        "emptiest",
        "Empties the emptiest region of the size asked for into the fullest others.",
        "Ram et al., Trident, MICRO 2021");

    public string Name => "emptiest";

    public bool Places => true;

    public void Configure(MachineOptions options) => grouping.Configure(options);

    public bool Fallback(Machine machine, Zone zone, int order, MigrateType wanted) =>
        grouping.Fallback(machine, zone, order, wanted);

    /// <summary>Only pages on their way out of a region are placed.</summary>
    public uint Place(Machine machine, Zone zone, in AllocationRequest request) =>
        empties ? targets!.Place(zone, request) : Pfn.None;

    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (request.Order < machine.Pageblocks.BlockOrder)
            return Pfn.None;
        if (targets?.RegionOrder != request.Order)
            targets = new FullestFirst(machine, request.Order);
        targets.Begin();
        empties = true;
        uint pfn = grouping.Rescue(machine, request);
        empties = false;
        return pfn;
    }
}
