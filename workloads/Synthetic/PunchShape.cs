using FragSim.Sim.Memory;

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

    public static PunchShape From(WorkloadSetup setup, WorkloadParameters given) => new()
    {
        MemoryPages = setup.MemoryPages,
        HugeOrder = setup.HugeOrder,
        FillPercent = given.Percent("fill", 95, 1, 97),
        KeepOneOf = given.Number("keep", 4, 2, 512),
        PinnedPercent = given.Percent("pinned", 0, 0, 100),
        IdleSeconds = given.Number("idle", 60, 0, 100_000),
        Compact = given.YesOrNo("compact", false),
    };
}
