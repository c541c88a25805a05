using FragSim.Sim.Memory;

namespace FragSim.Sim.Results;

/// <summary>Free blocks of one zone and type.</summary>
/// <param name="Type">Null where the types could not be read.</param>
/// <param name="Blocks">By order.</param>
public sealed record FreeOfType(int Node, string Zone, MigrateType? Type, long[] Blocks);

/// <summary>One zone of a real machine.</summary>
/// <param name="ManagedPages">Pages of its allocator; 0 where that could not be read.</param>
/// <param name="UnusableIndex">At the order of a 2 MiB page, 0 to 1000.</param>
/// <param name="FragmentationIndex">At that order; -1000 while a block is free.</param>
public sealed record ZoneSurvey(
    int Node, string Zone, long ManagedPages, long FreePages, int UnusableIndex,
    int FragmentationIndex);

/// <summary>How many huge pages of one size a machine could give.</summary>
/// <param name="Order">The size.</param>
/// <param name="Now">Free in one piece; null where that could not be read.</param>
/// <param name="AfterCompaction">More of them if all that can move is moved; null as above.</param>
/// <param name="AfterReclaim">Still more, but what would have to move has no room elsewhere.
/// </param>
/// <param name="Never">Hold something that cannot be moved.</param>
public sealed record HugeSurvey(
    int Order, long? Now, long? AfterCompaction, long? AfterReclaim, long? Never);

/// <summary>The memory of a real machine at one moment.</summary>
public sealed record MachineSurvey(
    IReadOnlyList<ZoneSurvey> Zones, IReadOnlyList<FreeOfType> Free,
    IReadOnlyList<HugeSurvey> HugePages)
{
    public long FreePages => Zones.Sum(z => z.FreePages);

    /// <summary>Over all zones, weighted by what is free in them; 0 to 1000.</summary>
    public int UnusableIndex => FreePages == 0 ? 0
        : (int)(Zones.Sum(z => z.UnusableIndex * z.FreePages) / FreePages);
}
