using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel.Compacting;
using FragSim.Strategies.Kernel.Fallbacks;

namespace FragSim.Strategies.Kernel;

/// <summary>
/// A kernel that mixes mobilities last of all: a request without a block of its type may claim
/// whole free pageblocks and nothing smaller, until reclaim was tried and the alternative is to
/// fail. So that whole pageblocks are there, background threads reclaim and compact until the high
/// watermark is met in them alone.
/// </summary>
/// <remarks>Weiner, "mm: reliable huge page allocator", 2023 and 2025; <c>vm.defrag_mode=1</c> of
/// Linux 6.15 (<c>ALLOC_NOFRAGMENT</c> kept through the slow path, <c>NR_FREE_PAGES_BLOCKS</c> in
/// kswapd and kcompactd). All else is <c>linux</c>, which is 6.1: when it gives in, it claims and
/// steals as 6.1 does. Blocks are kept per zone, not per node.</remarks>
internal sealed class Strict : IStrategy
{
    private readonly Linux linux = new();
    private readonly BlockKeeper keeper = new();
    private StealingFallback wholeBlocks = new();

    public static CatalogEntry Entry { get; } = new(
        "strict",
        "linux, but types are not mixed before reclaim and compaction were tried.",
        "Weiner, reliable huge page allocator, 2023-2025; Linux 6.15 vm.defrag_mode");

    public string Name => "strict";

    public ReclaimPolicy Reclaim => linux.Reclaim;

    public long NextBackgroundNs => Math.Min(linux.NextBackgroundNs, keeper.NextNs);

    public void Configure(MachineOptions options)
    {
        linux.Configure(options);
        wholeBlocks = new StealingFallback { MinOrder = options.PageblockOrder };
    }

    public void Boot(Machine machine)
    {
        linux.Boot(machine);
        keeper.Boot(machine);
    }

    public bool Fallback(Machine machine, Zone zone, int order, MigrateType wanted)
    {
        if (wholeBlocks.Fallback(machine, zone, order, wanted))
            return true;
        keeper.Wake(machine);
        return machine.Allocator.IsLastResort && linux.Fallback(machine, zone, order, wanted);
    }

    /// <summary>A request that finds no block at once wakes the threads that make whole ones.
    /// </summary>
    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        keeper.Wake(machine);
        return linux.Rescue(machine, request);
    }

    public void CompactMemory(Machine machine) => linux.CompactMemory(machine);

    /// <summary>kswapd has seen to single pages; whole blocks are wanted next.</summary>
    public void KswapdSleeps(Machine machine)
    {
        linux.KswapdSleeps(machine);
        keeper.Wake(machine);
    }

    public void WakeCompactor(Machine machine, int order, int highestZone) =>
        linux.WakeCompactor(machine, order, highestZone);

    public long NextWorkNs(Machine machine) =>
        Math.Min(linux.NextWorkNs(machine), keeper.NextNs);

    public void PassOver(long untilNs) => linux.PassOver(untilNs);

    public void Background(Machine machine)
    {
        bool keeps = keeper.NextNs <= machine.NowNs;
        if (keeps)
            keeper.Run(machine);
        // A recording says itself when its kcompactd looked, whatever the clock says.
        if (!keeps || linux.NextBackgroundNs <= machine.NowNs)
            linux.Background(machine);
    }
}
