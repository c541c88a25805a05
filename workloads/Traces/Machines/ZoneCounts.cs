namespace FragSim.Traces.Machines;

/// <summary>Free blocks of one zone by order.</summary>
/// <param name="Node">NUMA node of the zone.</param>
/// <param name="Zone">Name of the zone.</param>
/// <param name="Blocks">By order, of as many orders as the kernel has.</param>
public sealed record ZoneCounts(int Node, string Zone, long[] Blocks)
{
    /// <summary>Base pages in the free blocks.</summary>
    public long FreePages => PagesIn(Blocks);

    /// <summary>Base pages in blocks that are counted by order.</summary>
    internal static long PagesIn(ReadOnlySpan<long> blocks)
    {
        long pages = 0;
        for (int order = 0; order < blocks.Length; order++)
            pages += blocks[order] << order;
        return pages;
    }
}

/// <summary>Free blocks of one zone and migrate type by order.</summary>
/// <param name="Node">NUMA node of the zone.</param>
/// <param name="Zone">Name of the zone.</param>
/// <param name="Type">As the kernel prints it. Where it prints letters and a block may be of any of
/// several types, these letters.</param>
/// <param name="Blocks">By order.</param>
public sealed record TypeCounts(int Node, string Zone, string Type, long[] Blocks);

/// <summary>How many pageblocks of one zone have each migrate type.</summary>
/// <param name="Node">NUMA node of the zone.</param>
/// <param name="Zone">Name of the zone.</param>
/// <param name="OfType">Pageblocks of each type, as the kernel prints it.</param>
public sealed record ZonePageblocks(
    int Node, string Zone, IReadOnlyList<(string Type, long Count)> OfType)
{
    /// <summary>Pageblocks of the zone, of all types.</summary>
    public long Count => OfType.Sum(t => t.Count);
}
