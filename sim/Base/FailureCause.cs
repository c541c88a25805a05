namespace FragSim.Sim.Base;

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
