namespace FragSim.Sim.Results;

/// <summary>How a granted huge page was come by.</summary>
public enum GrantPath : byte
{
    /// <summary>Not granted.</summary>
    None,
    /// <summary>A free block was there.</summary>
    Free,
    /// <summary>From an area set aside at boot.</summary>
    Partition,
    /// <summary>One block was emptied by migrating its pages.</summary>
    Migrated,
    /// <summary>Compaction made it.</summary>
    Compacted,
    /// <summary>Reclaim made it.</summary>
    Reclaimed,
    /// <summary>Gathered from a contiguous range.</summary>
    Contiguous,
}

/// <summary>Why a huge page was refused, in the words of the mechanism.</summary>
public enum FailureCause : byte
{
    /// <summary>Granted.</summary>
    None,
    /// <summary>Free and reclaimable memory together were too little.</summary>
    NoMemory,
    /// <summary>No free block, and the strategy makes no effort to build one.</summary>
    Fragmented,
    /// <summary>Every candidate block holds unmovable pages.</summary>
    Unmovable,
    /// <summary>Every candidate block that is otherwise movable holds pinned pages.</summary>
    Pinned,
    /// <summary>Compaction was put off after earlier failures.</summary>
    Deferred,
    /// <summary>Compaction was not tried: too little free memory to work with.</summary>
    Skipped,
    /// <summary>A block was there, but taking it would have broken the watermark.</summary>
    Watermark,
    /// <summary>Compaction ran its course and made no block.</summary>
    Incomplete,
    /// <summary>Not asked for any more after many failures in a row.</summary>
    GivenUp,
}

/// <summary>One huge-page request.</summary>
public sealed record RequestRecord
{
    public required long TimeNs { get; init; }
    public required string Phase { get; init; }
    public required uint Id { get; init; }
    public required int Order { get; init; }
    public required bool Granted { get; init; }
    public required GrantPath Path { get; init; }
    public required FailureCause Failure { get; init; }
    public required Stall Stall { get; init; }
    public required long PagesScanned { get; init; }
    public required long PagesMigrated { get; init; }
    public required long PagesReclaimed { get; init; }
    /// <summary>Name of the zone in which the page lies; empty when it was not granted.</summary>
    public string Zone { get; init; } = "";
    /// <summary>Could the most effort have granted it, from the memory that the strategy had left?
    /// </summary>
    public required bool OracleGranted { get; init; }
    /// <summary>What stood in the way; null when it was granted.</summary>
    public RequestFailure? Obstacle { get; init; }
}
