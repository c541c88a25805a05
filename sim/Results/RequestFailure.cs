using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Results;

/// <summary>What stood in the way of a huge page. Where a strategy did not try, that is what stood
/// in the way when it last did, or else what memory says; that it did not try is the
/// <see cref="FailureCause"/>.</summary>
public enum Obstacle : byte
{
    /// <summary>Free and droppable memory together were too little.</summary>
    NoMemory,
    /// <summary>A block was free, but taking it would have broken the watermark.</summary>
    Watermark,
    /// <summary>A block could have been emptied, and the strategy never tries.</summary>
    NoEffort,
    /// <summary>A block could have been emptied, and the strategy tried and made none.</summary>
    Incomplete,
    /// <summary>Unmovable or reclaimable pages hold the blocks.</summary>
    Unmovable,
    /// <summary>Pinned pages hold the blocks.</summary>
    Pinned,
}

/// <summary>Why one huge-page request failed.</summary>
/// <param name="Obstacle">What stood in the way.</param>
/// <param name="Source">Whose pages hold most blocks, as last surveyed; null where blocks were not
/// what was missing.</param>
/// <param name="FreePages">Base pages free at that moment.</param>
/// <param name="DroppablePages">Page cache and what swap would take at that moment.</param>
/// <param name="OpenBlocks">Blocks of the order that hold nothing immovable.</param>
public readonly record struct RequestFailure(
    Obstacle Obstacle, PageSource? Source, long FreePages, long DroppablePages, long OpenBlocks)
{
    /// <summary>What stood in the ranges that the page could have been; counted above the largest
    /// free block, where these are few.</summary>
    public RangeCensus? Ranges { get; init; }
}
