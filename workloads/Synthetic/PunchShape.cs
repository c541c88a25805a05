using FragSim.Sim.Base;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>Sizes of the punched memory.</summary>
internal sealed record PunchShape
{
    public required int MemoryPages { get; init; }

    public required int HugeOrder { get; init; }

    /// <summary>Share of memory that is filled, in percent.</summary>
    public int FillPercent { get; init; } = 95;

    /// <summary>Of so many pages that follow each other one is kept, any of them.</summary>
    public int KeepOneOf { get; init; } = 4;

    /// <summary>Of a hundred huge pages' worth, so many keep a page that is pinned.</summary>
    public int PinnedPercent { get; init; }

    /// <summary>How long the machine is left alone before the first request.</summary>
    public int IdleSeconds { get; init; } = 60;

    /// <summary>All of memory is compacted on request before it
    /// (<c>vm.compact_memory</c>).</summary>
    public bool Compact { get; init; }

    /// <summary>Pages filled: whole huge pages' worth.</summary>
    public uint FillPages =>
        (uint)((long)MemoryPages * FillPercent / 100) & ~(Order.Pages(HugeOrder) - 1);

    public static IReadOnlyList<WorkloadParameter> Parameters { get; } =
    [
        WorkloadParameter.Number("fill", 95, 1, 97, "percent of memory filled"),
        WorkloadParameter.Number("keep", 4, 2, 512, "of so many pages one is kept"),
        WorkloadParameter.Number("pinned", 0, 0, 100, "percent of blocks with a pinned page"),
        WorkloadParameter.Number("idle", 60, 0, 100_000, "seconds before the first request"),
        WorkloadParameter.Word("compact", ["no", "yes"], "all is compacted before"),
    ];

    public static PunchShape From(WorkloadSpec spec) => new()
    {
        MemoryPages = spec.MemoryPages,
        HugeOrder = spec.Setup.HugeOrder,
        FillPercent = spec.Parameters["fill"],
        KeepOneOf = spec.Parameters["keep"],
        PinnedPercent = spec.Parameters["pinned"],
        IdleSeconds = spec.Parameters["idle"],
        Compact = spec.Parameters["compact"] == 1,
    };
}
