namespace FragSim.Sim.Results;

/// <summary>Free blocks of one zone and type.</summary>
/// <param name="Node">NUMA node of the zone.</param>
/// <param name="Zone">Name of the zone.</param>
/// <param name="Type">As the kernel prints it; null where the types could not be read.</param>
/// <param name="Blocks">By order, of as many orders as the kernel has.</param>
public sealed record FreeOfType(int Node, string Zone, string? Type, long[] Blocks);

/// <summary>Pageblocks of one zone and type.</summary>
/// <param name="Node">NUMA node of the zone.</param>
/// <param name="Zone">Name of the zone.</param>
/// <param name="Type">As the kernel prints it.</param>
/// <param name="Count">Pageblocks.</param>
public sealed record PageblocksOfType(int Node, string Zone, string Type, long Count);

/// <summary>One zone of a real machine.</summary>
/// <param name="Node">NUMA node.</param>
/// <param name="Zone">Its name.</param>
/// <param name="ManagedPages">Pages of its allocator; 0 where that could not be read.</param>
/// <param name="FreePages">Base pages on its free lists.</param>
/// <param name="UnusableIndex">At the order asked about, 0 to 1000.</param>
/// <param name="FragmentationIndex">At that order; -1000 while a block is free.</param>
/// <param name="HugePages">Blocks of the order asked about, and of 1 GiB where every frame is
/// known.</param>
public sealed record ZoneSurvey(
    int Node, string Zone, long ManagedPages, long FreePages, int UnusableIndex,
    int FragmentationIndex, IReadOnlyList<HugeSurvey> HugePages);

/// <summary>What the memory holds that can never become a block of one size: such aligned ranges,
/// by what most of their frames that cannot move hold.</summary>
/// <param name="Slab">Ranges held most by slabs.</param>
/// <param name="PageTables">By page tables.</param>
/// <param name="HugetlbPool">By pages of the hugetlb pool.</param>
/// <param name="Reserved">By frames that the allocator never had.</param>
/// <param name="OtherKernel">By kernel memory of other or unknown use.</param>
public sealed record HolderSurvey(
    long Slab, long PageTables, long HugetlbPool, long Reserved, long OtherKernel);

/// <summary>How many blocks of one size a machine could give to a user. No block is in two of the
/// counts.</summary>
/// <param name="Order">The size.</param>
/// <param name="Now">Free in one piece, above the watermark and lowmem_reserve of its zone.</param>
/// <param name="Kept">Free in one piece, or could be, but kept by these limits.</param>
/// <param name="AfterCompaction">More if all that can move is moved; null where the use of frames
/// could not be read.</param>
/// <param name="AfterReclaim">Still more, but what would have to move has no room elsewhere; null
/// as above.</param>
/// <param name="Never">Hold something that cannot be moved; null as above.</param>
public sealed record HugeSurvey(
    int Order, long Now, long Kept, long? AfterCompaction, long? AfterReclaim, long? Never)
{
    /// <summary>What holds those that are never given; null as above.</summary>
    public HolderSurvey? NeverHeldBy { get; init; }

    /// <summary>All aligned ranges of the size; null as above.</summary>
    public long? Total => Now + Kept + AfterCompaction + AfterReclaim + Never;

    internal static HugeSurvey Sum(IReadOnlyList<HugeSurvey> zones) => new(
        zones[0].Order, zones.Sum(z => z.Now), zones.Sum(z => z.Kept),
        SumOf(zones, z => z.AfterCompaction), SumOf(zones, z => z.AfterReclaim),
        SumOf(zones, z => z.Never))
    {
        NeverHeldBy = zones.All(z => z.NeverHeldBy is null) ? null : new HolderSurvey(
            zones.Sum(z => z.NeverHeldBy?.Slab ?? 0),
            zones.Sum(z => z.NeverHeldBy?.PageTables ?? 0),
            zones.Sum(z => z.NeverHeldBy?.HugetlbPool ?? 0),
            zones.Sum(z => z.NeverHeldBy?.Reserved ?? 0),
            zones.Sum(z => z.NeverHeldBy?.OtherKernel ?? 0)),
    };

    private static long? SumOf(IReadOnlyList<HugeSurvey> zones, Func<HugeSurvey, long?> count) =>
        zones.All(z => count(z) is null) ? null : zones.Sum(z => count(z) ?? 0);
}

/// <summary>The memory of a real machine at one moment.</summary>
/// <param name="Zones">From low to high addresses.</param>
/// <param name="Free">Free blocks by zone and type.</param>
public sealed record MachineSurvey(IReadOnlyList<ZoneSurvey> Zones, IReadOnlyList<FreeOfType> Free)
{
    /// <summary>The order that is asked about.</summary>
    public required int Order { get; init; }

    /// <summary>Size of a base page in bytes.</summary>
    public required int PageBytes { get; init; }

    /// <summary>Order of a pageblock.</summary>
    public required int PageblockOrder { get; init; }

    /// <summary>Pageblocks by zone and type; none where they are not told.</summary>
    public required IReadOnlyList<PageblocksOfType> Pageblocks { get; init; }

    /// <summary>What was guessed or computed, and what is not known: sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>How many orders the kernel has.</summary>
    public int Orders => Free.Max(f => f.Blocks.Length);

    /// <summary>Of all zones, by size.</summary>
    public IReadOnlyList<HugeSurvey> HugePages => [.. Zones.SelectMany(z => z.HugePages)
        .GroupBy(h => h.Order).Select(g => HugeSurvey.Sum([.. g]))];

    /// <summary>Base pages on the free lists of all zones.</summary>
    public long FreePages => Zones.Sum(z => z.FreePages);

    /// <summary>Over all zones, weighted by what is free in them; 0 to 1000.</summary>
    public int UnusableIndex => FreePages == 0 ? 0
        : (int)(Zones.Sum(z => z.UnusableIndex * z.FreePages) / FreePages);
}
