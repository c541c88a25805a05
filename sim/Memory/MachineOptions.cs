using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>What a strategy decides before the machine is built: the boot command line.</summary>
public sealed class MachineOptions
{
    /// <summary>Pageblocks have migrate types and requests are kept apart by mobility.</summary>
    public bool Grouping { get; set; }

    /// <summary>Pageblocks have types, yet every request counts as unmovable: a kernel that was
    /// told not to group (<c>page_group_by_mobility_disabled</c>).</summary>
    public bool IgnoresMobility { get; set; }

    /// <summary>There are two kinds of list, for kernel pages and for movable ones, and a page goes
    /// back to the kind it was taken as: pageblocks have no say (list-based anti-fragmentation
    /// before Linux 2.6.24).</summary>
    public bool TypesByPage { get; set; }

    /// <summary>Per-CPU lists stand before the buddy.</summary>
    public bool PerCpuLists { get; set; }

    /// <summary>Pages that per-CPU lists of a fixed length hold, those of all CPUs together: lists
    /// of base pages alone, as before Linux 5.13. 0 leaves it to the watermarks.</summary>
    public int PerCpuPages { get; set; }

    /// <summary>Huge requests that fail leave the per-CPU lists as they are (before Linux 2.6.24).
    /// </summary>
    public bool NeverDrains { get; set; }

    /// <summary>Pageblocks are kept for larger requests that cannot wait (HIGHATOMIC).</summary>
    public bool KeepsHighAtomic { get; set; }

    /// <summary>Each zone has LRU lists of its own (before Linux 4.8); else the node has them.
    /// </summary>
    public bool LruPerZone { get; set; }

    /// <summary>Raise min_free_kbytes for huge pages.</summary>
    public bool ThpMinFree { get; set; }

    /// <summary>ZONE_MOVABLE keeps next to nothing of min_free_kbytes, as since Linux 6.6; before,
    /// it kept its share.</summary>
    public bool MovableKeepsToken { get; set; }

    /// <summary>Share of memory that only movable pages may use, taken from the top as
    /// ZONE_MOVABLE (<c>movablecore=</c>); 0 has none.</summary>
    public double MovableShare { get; set; }

    /// <summary>Bytes of memory that only movable pages may use (<c>movablecore=</c>); 0 leaves it
    /// to the share.</summary>
    public ulong MovableBytes { get; set; }

    /// <summary>Bytes of memory for the kernel: all above only movable pages may use
    /// (<c>kernelcore=</c>); 0 leaves it to the share.</summary>
    public ulong KernelcoreBytes { get; set; }

    /// <summary>A part of memory is set aside for movable pages at boot.</summary>
    public bool HasMovable => MovableShare > 0 || MovableBytes > 0 || KernelcoreBytes > 0;

    /// <summary>Share of memory that is CMA; 0 has none.</summary>
    public double CmaShare { get; set; }

    /// <summary>Share of memory taken as huge pages at boot (<c>hugepages=</c>).</summary>
    public double PoolShare { get; set; }

    /// <summary>Huge pages taken at boot, beside those of the share.</summary>
    public int PoolPages { get; set; }

    /// <summary>Pages of the hugetlb pool (<c>hugepages=</c>), for those who map or want such
    /// pages and not for transparent ones; null where the strategy knows of no such pool.</summary>
    public int? HugetlbPages { get; set; }

    /// <summary>Order of a pageblock.</summary>
    public int PageblockOrder { get; set; } = Order.Huge;

    /// <summary>Largest free blocks go to the head or, as the kernel has it, where they are
    /// likely to merge.</summary>
    public Placement Placement { get; set; } = Placement.Kernel;

    /// <summary>Size of RAM, where the machine is built anew.</summary>
    public ulong MemoryBytes { get; init; }

    /// <summary>Kernel settings under the names of their files: those of the start state, and
    /// over them those given.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } =
        new Dictionary<string, string>();

    /// <summary>Those of the start state alone.</summary>
    public IReadOnlyDictionary<string, string> StartSettings { get; init; } =
        new Dictionary<string, string>();

    /// <summary>Those of the settings that the user gave.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } =
        new Dictionary<string, string>();

    /// <summary>Every page of the start state stays where it is; else all are placed anew.
    /// </summary>
    public bool KeepsStart { get; set; }

    /// <summary>While the zones are those of the start state, so are their watermarks and per-CPU
    /// limits.
    /// </summary>
    public bool KeepsLimits { get; set; }
}
