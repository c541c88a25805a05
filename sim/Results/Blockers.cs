using FragSim.Sim.Base;

namespace FragSim.Sim.Results;

/// <summary>What keeps a page where it is, whatever a strategy does.</summary>
public enum Hindrance : byte
{
    /// <summary>The kernel's own: nothing knows who points at it.</summary>
    Unmovable,
    /// <summary>Kernel caches: it goes when its last object goes, and cannot be moved.</summary>
    Reclaimable,
    /// <summary>Movable, yet a device or a caller holds it where it is.</summary>
    Pinned,
    /// <summary>A frame that the allocator was never given.</summary>
    Reserved,
}

/// <summary>How many huge pages the pages of one source stand in the way of.</summary>
/// <param name="Source">Who asked for the pages.</param>
/// <param name="Hindrance">Why they cannot go.</param>
/// <param name="Blocks">Blocks of the huge order that hold at least one of them.</param>
/// <param name="BlocksAlone">Of those, blocks that nothing else holds.</param>
/// <param name="Pages">Base pages of this kind in all of memory.</param>
public readonly record struct Blocker(
    PageSource Source, Hindrance Hindrance, long Blocks, long BlocksAlone, long Pages);

/// <summary>What stands in the way of huge pages at one moment.</summary>
public sealed record BlockerSurvey
{
    /// <summary>Simulated time of the survey.</summary>
    public required long TimeNs { get; init; }

    /// <summary>Aligned blocks of the huge order that memory has.</summary>
    public required long HugeBlocks { get; init; }

    /// <summary>Blocks that hold something that cannot go.</summary>
    public required long HeldBlocks { get; init; }

    /// <summary>Blocks that are huge pages, in use or in the pool.</summary>
    public required long InUse { get; init; }

    /// <summary>Those that hold a block, the most blocks first.</summary>
    public required IReadOnlyList<Blocker> Blockers { get; init; }
}
