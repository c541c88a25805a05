using FragSim.Sim.Memory;

namespace FragSim.Workloads.Synthetic;

/// <summary>Sizes of the test on a quiet machine.</summary>
internal sealed record QuietCacheShape
{
    public required int MemoryPages { get; init; }

    public required int HugeOrder { get; init; }

    /// <summary>Files, each with a writer of its own; all write at once.</summary>
    public required int Files { get; init; }

    /// <summary>512 KiB.</summary>
    public int FilePages { get; init; } = 128;

    /// <summary>Files whose inodes the walk reads, for each that is written.</summary>
    public int WalkedPerFile { get; init; } = 10;

    /// <summary>Memory is asked for in so many steps; each ends with its first failure.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>Unmovable pages taken at boot: a fiftieth of memory.</summary>
    public int BootPages => MemoryPages / 50;

    /// <summary>A fifth of memory may be dirty (<c>vm.dirty_ratio</c>).</summary>
    public int MostDirty => MemoryPages / 5;

    public int HugePages => (int)((uint)MemoryPages / Order.Pages(HugeOrder));

    public static IReadOnlyList<WorkloadParameter> Parameters { get; } =
    [
        WorkloadParameter.Number("files", 0, 0, 1 << 24, "files; 0 is as many as fill memory"),
        WorkloadParameter.Number("walked", 10, 0, 1000, "inodes walked for each file"),
    ];

    public static QuietCacheShape From(WorkloadSpec spec) => new()
    {
        MemoryPages = spec.MemoryPages,
        HugeOrder = spec.Setup.HugeOrder,
        Files = spec.Parameters["files"] is > 0 and var files ? files : spec.MemoryPages / 128,
        WalkedPerFile = spec.Parameters["walked"],
    };
}
