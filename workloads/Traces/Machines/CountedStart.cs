using FragSim.Sim.Base;
using FragSim.Sim.Boot;

namespace FragSim.Traces.Machines;

/// <summary>
/// A start state of counts alone: as many free blocks of each order and type, and as many
/// pageblocks of each type, as the machine had, at places drawn by a seed.
/// </summary>
/// <remarks>
/// What is in use is dealt out by <see cref="UsedFrames"/>. Without counts by type, as many
/// pageblocks are of the kernel's types as its memory fills. What is not managed is at the zone's
/// end, in DMA at its beginning.
/// </remarks>
internal static class CountedStart
{
    /// <param name="snapshot">Where the counts come from.</param>
    /// <param name="zones">The counts.</param>
    /// <param name="seed">Draws the places.</param>
    /// <exception cref="InputException">The free blocks cannot lie so.</exception>
    public static StartState Build(
        MachineSnapshot snapshot, IReadOnlyList<ZoneCensus> zones, ulong seed)
    {
        List<StartBlock> blocks = [];
        List<StartList> free = [];
        SortedDictionary<uint, MigrateType> pageblocks = [];
        foreach (ZoneCensus zone in zones)
        {
            Rng rng = Rng.For(seed, "start " + zone.Span.Name);
            (uint from, uint to) = Usable(zone);
            SortedDictionary<uint, MigrateType> types = Types(zone, rng, pageblocks);
            FreePlacement placement = new(snapshot, zone, from, to, types, rng);
            free.AddRange(placement.Lists());
            foreach ((uint pfn, MigrateType type) in types)
                pageblocks[pfn] = type;
            AddUsed(blocks, zone, placement, types, rng);
        }
        return new StartState
        {
            Zones = [.. zones.Select(z => z.Span)],
            Blocks = blocks,
            FreeLists = free,
            PcpLists = [],
            Pageblocks = [.. pageblocks.Select(p => (p.Key, p.Value, false))],
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
    /// at its end. The kernel counts pageblocks from the zone's first frame on, wherever that is.
    /// </summary>
    private static uint PresentEnd(ZoneCensus zone)
    {
        if (zone.OfType is not long[] ofType)
            return zone.Span.End;
        long present = Math.Max(ofType.Sum() << Order.Huge, zone.Managed);
        long end = Pfn.Head(zone.Span.Start, Order.Huge) + present + Order.Pages(Order.Huge) - 1;
        return (uint)Math.Min(zone.Span.End, end & -Order.Pages(Order.Huge));
    }

    /// <summary>The type of each pageblock; those that a lower zone has a part of keep theirs. Free
    /// blocks of the largest order take two of theirs; the others are dealt out at
    /// random.</summary>
    private static SortedDictionary<uint, MigrateType> Types(
        ZoneCensus zone, Rng rng, SortedDictionary<uint, MigrateType> typed)
    {
        SortedDictionary<uint, MigrateType> types = [];
        for (uint at = Pfn.Head(zone.Span.Start, Order.Huge); at < PresentEnd(zone);
            at += Order.Pages(Order.Huge))
            types[at] = typed.GetValueOrDefault(at, MigrateType.Movable);
        long[] ofType = zone.OfType ?? Needed(zone.Use);
        uint[] order = [.. types.Keys.Where(at => !typed.ContainsKey(at))];
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

    /// <summary>Pageblocks that the kernel's memory fills.</summary>
    private static long[] Needed(ZoneUse use)
    {
        long[] ofType = new long[MigrateTypes.Count];
        long size = Order.Pages(Order.Huge);
        ofType[(int)MigrateType.Unmovable] = (use.Unmovable + size - 1) / size;
        ofType[(int)MigrateType.Reclaimable] = (use.Reclaimable + size - 1) / size;
        return ofType;
    }

    private static void AddUsed(List<StartBlock> blocks, ZoneCensus zone,
        FreePlacement placement, SortedDictionary<uint, MigrateType> types, Rng rng)
    {
        uint[] left = [.. placement.Left()];
        int used = (int)Math.Min(left.Length, zone.Managed - zone.FreePages);
        uint[] frames = zone.Span.Name == "DMA" ? left[^used..] : left[..used];
        UsedFrames deal = new(zone.Use, frames, types, rng);
        foreach (uint pfn in frames)
            blocks.Add(deal.Next(pfn, (uint)blocks.Count));
    }
}
