using FragSim.Sim.Base;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>Sizes of the test on a quiet machine.</summary>
internal sealed record QuietCacheShape
{
    private const int MostInodes = 1 << 24;

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
        WorkloadParameter.Number("files", 0, 0, 1 << 20, "files; 0 is as many as fill memory"),
        WorkloadParameter.Number("walked", 10, 0, 1000, "inodes walked for each file"),
    ];

    /// <exception cref="UsageException">There are too many files.</exception>
    public static QuietCacheShape From(WorkloadSpec spec)
    {
        int walked = spec.Parameters["walked"];
        int files = spec.Parameters["files"] is > 0 and var given
            ? given : Math.Min(spec.MemoryPages / 128, MostInodes / (1 + walked));
        if (files * (1L + walked) > MostInodes)
        {
            throw new UsageException($"'{spec.Spelling}': {files} files and {walked} inodes "
                + $"walked for each are more than {MostInodes} in all; choose fewer.");
        }
        return new QuietCacheShape
        {
            MemoryPages = spec.MemoryPages,
            HugeOrder = spec.Setup.HugeOrder,
            Files = files,
            WalkedPerFile = walked,
        };
    }
}
