using FragSim.Sim.Boot;

namespace FragSim.Validation.Reproduction.Tables;

/// <summary>The machines that tables were measured on, and the load that their authors put on
/// them: one for all tables.</summary>
internal static class PublishedMachines
{
    /// <summary>What seven builds do, beside the sizes of the requests: the same in every table.
    /// Compilations of some 20 MiB that leave nothing, files of a kernel tree and what the file
    /// system has of them, a walk over other files all the while, processes that stay.</summary>
    public const string Load =
        "anon=10,heap=80,trees=yes,working=30,walked=18,metadata=yes,services=3";

    /// <summary>32-bit x86 with 1.5 GiB, of which the kernel can use 896 MiB; swap; blocks of
    /// 4 MiB are the huge pages and the pageblocks.</summary>
    public static SimulationOptions X86 { get; } = Base with
    {
        MemoryBytes = 1536UL << 20,
        KernelZoneBytes = 896UL << 20,
        HugeOrder = 10,
        PageblockOrder = 10,
    };

    /// <summary>A flat 64-bit machine with 2 GiB, huge pages of 2 MiB, and swap; more is kept free
    /// for huge pages, as <c>hugeadm</c> advises.</summary>
    public static SimulationOptions Flat { get; } = Base with
    {
        MemoryBytes = 2UL << 30,
        HugeMinFree = true,
    };

    private static SimulationOptions Base => new()
    {
        SwapBytes = 4UL << 30,
        MaxMaps = 0,
    };
}
