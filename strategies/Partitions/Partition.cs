using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel.Compacting;
using FragSim.Strategies.Shared;

namespace FragSim.Strategies.Partitions;

/// <summary>
/// Sets an area aside at boot. <c>pool=N</c> or <c>pool=25%</c> takes huge pages that only huge
/// requests may have; <c>movable=25%</c> makes a ZONE_MOVABLE, as do <c>movablecore=1GiB</c> and
/// <c>kernelcore=512MiB</c>, which names what is left; <c>cma=25%</c> an area that movable
/// pages may use until it is wanted in one piece. Within the area success is certain (pool) or
/// likely; what it costs everyone else is measured.
/// </summary>
/// <remarks>Linux <c>hugepages=</c> (<c>mm/hugetlb.c</c>), <c>movablecore=</c>
/// (<c>mm/mm_init.c</c>), <c>cma=</c> (<c>kernel/dma/contiguous.c</c>). A huge request takes CMA
/// memory like any movable one, and one above the largest free block empties a range of it
/// (<c>hugetlb_cma=</c>) or of ZONE_MOVABLE; drivers' own use of it is not modelled.</remarks>
internal sealed class Partition : IStrategy
{
    /// <summary>What a share without a name is: <c>partition:25%</c>.</summary>
    public const string FirstParameter = "pool";

    private const double DefaultPool = 0.25;

    private readonly double pool, movable, cma;
    private readonly int poolPages;
    private readonly ulong movableBytes, kernelcoreBytes;
    private readonly ContiguousPages area = new() { OnlySetAside = true };

    public Partition(string name, StrategyParameters parameters)
    {
        Name = name;
        if (parameters.Has("movablecore"))
            movableBytes = parameters.Bytes("movablecore");
        if (parameters.Has("kernelcore"))
            kernelcoreBytes = parameters.Bytes("kernelcore");
        if (parameters.Has("movable"))
            movable = parameters.Share("movable");
        if (parameters.Has("cma"))
            cma = parameters.Share("cma");
        if (!parameters.Has("pool"))
            pool = movable + cma + movableBytes + kernelcoreBytes > 0 ? 0 : DefaultPool;
        else if (parameters.IsPercent("pool"))
            pool = parameters.Share("pool");
        else
            poolPages = parameters.Number("pool", 0, 1, 1 << 24);
    }

    public static CatalogEntry Entry { get; } = new(
        "partition",
        "Memory set aside at boot: pool=N|25% (default), movable=25%, kernelcore=1GiB, cma=25%.",
        "Gorman & Whitcroft, OLS 2006; Linux mm/hugetlb.c, movablecore=, cma=");

    public string Name { get; }

    public void Configure(MachineOptions options)
    {
        options.PoolShare = pool;
        options.PoolPages = poolPages;
        options.MovableShare = movable;
        options.MovableBytes = movableBytes;
        options.KernelcoreBytes = kernelcoreBytes;
        options.CmaShare = cma;
    }

    /// <summary>Pages above the largest free block are gathered in the area, if that is not a
    /// pool: what is movable in it moves out.</summary>
    public uint Rescue(Machine machine, in AllocationRequest request) =>
        request.Order > Order.MaxBuddy && request.Is(Effort.Direct)
            && (machine.Options.HasMovable || machine.Options.CmaShare > 0)
            ? area.Take(machine, request) : Pfn.None;
}
