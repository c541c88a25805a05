using FragSim.Sim;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;

namespace FragSim.Workloads.Machines;

/// <summary>
/// A start state of counts alone: as many free blocks of each order and type, and as many
/// pageblocks of each type, as the machine had, at places drawn by a seed.
/// </summary>
/// <remarks>
/// Kernel memory lies in Unmovable and Reclaimable pageblocks, pages of users in Movable ones,
/// anonymous or cached in the zone's proportions (half and half where these are not known). Without
/// counts by type all is taken for Movable. What is not managed lies at the zone's end, in DMA at
/// its beginning.
/// </remarks>
internal static class CountedStart
{
    /// <param name="path">Where the counts come from, for messages.</param>
    /// <param name="zones">The counts.</param>
    /// <param name="seed">Draws the places.</param>
    /// <exception cref="InputException">The free blocks cannot lie so.</exception>
    public static StartState Build(string path, IReadOnlyList<ZoneCensus> zones, ulong seed)
    {
        List<StartBlock> blocks = [];
        List<StartList> free = [];
        List<(uint, MigrateType, bool)> pageblocks = [];
        foreach (ZoneCensus zone in zones)
        {
            Rng rng = Rng.For(seed, "start " + zone.Span.Name);
            (uint from, uint to) = Usable(zone);
            SortedDictionary<uint, MigrateType> types = Types(zone, rng);
            FreePlacement placement = new(path, zone, from, to, types, rng);
            free.AddRange(placement.Lists());
            foreach ((uint pfn, MigrateType type) in types)
                pageblocks.Add((pfn, type, false));
            AddUsed(blocks, zone, placement, types, rng);
        }
        return new StartState
        {
            Zones = [.. zones.Select(z => z.Span)],
            Blocks = blocks,
            FreeLists = free,
            PcpLists = [],
            Pageblocks = pageblocks,
            Tuning = [],
            Settings = new Dictionary<string, string>(),
        };
    }

    /// <summary>Frames to place in: what is managed, and as many more of the zone as may be needed
    /// to keep the free blocks apart, as reserved frames do in a real zone.</summary>
    private static (uint From, uint To) Usable(ZoneCensus zone)
    {
        uint end = PresentEnd(zone);
        long missing = Math.Max(0, end - zone.Span.Start - zone.Managed);
        long apart = Order.Pages(Order.MaxBuddy);
        for (int order = 0; order < Order.MaxBuddy; order++)
            apart += zone.Free[order] << (order + 1);
        uint outside = (uint)Math.Max(0, missing - apart);
        return zone.Span.Name == "DMA"
            ? (zone.Span.Start + outside, end) : (zone.Span.Start, end - outside);
    }

    /// <summary>Where the zone ends when its holes, in which pagetypeinfo counts no pageblock, are
    /// at its end.</summary>
    private static uint PresentEnd(ZoneCensus zone) => zone.OfType is not long[] ofType
        ? zone.Span.End
        : (uint)Math.Min(zone.Span.End,
            Pfn.Head(zone.Span.Start, Order.Huge) + (ofType.Sum() << Order.Huge));

    /// <summary>The type of each pageblock. Free blocks of the largest order take two of theirs;
    /// the others are dealt out at random.</summary>
    private static SortedDictionary<uint, MigrateType> Types(ZoneCensus zone, Rng rng)
    {
        SortedDictionary<uint, MigrateType> types = [];
        for (uint at = Pfn.Head(zone.Span.Start, Order.Huge); at < PresentEnd(zone);
            at += Order.Pages(Order.Huge))
            types[at] = MigrateType.Movable;
        if (zone.OfType is not long[] ofType)
            return types;
        uint[] order = [.. types.Keys];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = (int)rng.Below((uint)i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
        int next = 0;
        for (int type = 0; type < ofType.Length; type++)
        {
            if ((MigrateType)type == MigrateType.Movable)
                continue;
            for (long i = 0; i < ofType[type] && next < order.Length; i++)
                types[order[next++]] = (MigrateType)type;
        }
        return types;
    }

    private static void AddUsed(List<StartBlock> blocks, ZoneCensus zone,
        FreePlacement placement, SortedDictionary<uint, MigrateType> types, Rng rng)
    {
        long users = zone.AnonPages + zone.FilePages;
        uint anonInMillion = users > 0 ? (uint)(zone.AnonPages * 1_000_000 / users) : 500_000;
        uint[] left = [.. placement.Left()];
        int used = (int)Math.Min(
            left.Length, zone.Managed - new ZoneCounts(0, zone.Span.Name, zone.Free).FreePages);
        foreach (uint pfn in zone.Span.Name == "DMA" ? left[^used..] : left[..used])
        {
            (PageSource source, MigrateType mobility, PageFlags flags) =
                types[Pfn.Head(pfn, Order.Huge)] switch
                {
                    MigrateType.Unmovable or MigrateType.HighAtomic =>
                        (PageSource.Kernel, MigrateType.Unmovable, PageFlags.None),
                    MigrateType.Reclaimable =>
                        (PageSource.Slab, MigrateType.Reclaimable, PageFlags.None),
                    _ when rng.Happens(anonInMillion) =>
                        (PageSource.Anon, MigrateType.Movable, PageFlags.Lru | PageFlags.Anon),
                    _ => (PageSource.PageCache, MigrateType.Movable, PageFlags.Lru),
                };
            blocks.Add(new StartBlock(pfn, 0, (uint)blocks.Count, mobility, source, flags));
        }
    }
}
