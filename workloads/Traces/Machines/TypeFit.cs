using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;
using FragSim.Traces.Recordings;

namespace FragSim.Traces.Machines;

/// <summary>
/// Guesses which pageblock has which migrate type. pagetypeinfo tells only how many of each there
/// are, so those with most kernel memory become Unmovable and Reclaimable, and free blocks are then
/// put on the lists so that their counts by type are the machine's.
/// </summary>
internal sealed class TypeFit(ulong[] flags, bool[] listed)
{
    private readonly record struct Content(uint Pfn, int Kernel, int Slab, int Free);

    /// <summary>The type of each pageblock of a zone, by its first pfn; none where there is no
    /// memory.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="ofType">How many there are of each; null takes all for Movable.</param>
    public List<(uint Pfn, MigrateType Type, bool Skip)> Pageblocks(ZoneSpan zone, long[]? ofType)
    {
        List<Content> blocks = [];
        for (uint at = Pfn.Head(zone.Start, Order.Huge); at < zone.End;
            at += Order.Pages(Order.Huge))
        {
            if (!IsHole(at, zone))
                blocks.Add(Survey(at, zone));
        }
        Dictionary<uint, MigrateType> types = [];
        if (ofType is not null)
            Choose(blocks, ofType, types);
        return [.. blocks.Select(b =>
            (b.Pfn, types.GetValueOrDefault(b.Pfn, MigrateType.Movable), false))];
    }

    /// <summary>Free blocks by list: as many of each type as counted, those first that lie in a
    /// pageblock of that type.</summary>
    public static IEnumerable<StartList> Lists(string zone,
        List<(uint Pfn, int Order)> free, Func<uint, MigrateType> typeOf, long[,]? counts)
    {
        foreach (IGrouping<int, (uint Pfn, int Order)> blocks in
            free.GroupBy(b => b.Order).OrderBy(g => g.Key))
        {
            List<uint>[] lists =
                [.. Enumerable.Range(0, MigrateTypes.Count).Select(_ => new List<uint>())];
            List<uint> rest = [];
            foreach ((uint pfn, int order) in blocks)
            {
                MigrateType type = typeOf(pfn);
                bool fits = counts is null || lists[(int)type].Count < counts[(int)type, order];
                (fits ? lists[(int)type] : rest).Add(pfn);
            }
            foreach (uint pfn in rest)
            {
                int open = Enumerable.Range(0, MigrateTypes.Count).FirstOrDefault(
                    t => lists[t].Count < counts![t, blocks.Key], (int)typeOf(pfn));
                lists[open].Add(pfn);
            }
            for (int type = 0; type < lists.Length; type++)
            {
                if (lists[type].Count > 0)
                    yield return new StartList(
                        zone, blocks.Key, (MigrateType)type, [.. lists[type]]);
            }
        }
    }

    private static void Choose(
        List<Content> blocks, long[] ofType, Dictionary<uint, MigrateType> types)
    {
        int kernel = (int)Math.Min(blocks.Count,
            ofType[(int)MigrateType.Unmovable] + ofType[(int)MigrateType.Reclaimable]);
        Content[] byKernel =
            [.. blocks.OrderByDescending(b => b.Kernel + b.Slab).ThenBy(b => b.Pfn)];
        // Flags do not tell reclaimable slabs from others: where there is little besides slabs,
        // they are likeliest.
        Content[] bySlab =
            [.. byKernel[..kernel].OrderByDescending(b => b.Slab - b.Kernel).ThenBy(b => b.Pfn)];
        Content[] byFree =
            [.. byKernel[kernel..].OrderByDescending(b => b.Free).ThenBy(b => b.Pfn)];
        int reclaimable = (int)Math.Min(kernel, ofType[(int)MigrateType.Reclaimable]);
        Set(bySlab.AsSpan(0, reclaimable), MigrateType.Reclaimable, types);
        Set(bySlab.AsSpan(reclaimable), MigrateType.Unmovable, types);
        int at = 0;
        foreach (MigrateType type in (MigrateType[])
            [MigrateType.HighAtomic, MigrateType.Cma, MigrateType.Isolate])
        {
            int count = (int)Math.Min(byFree.Length - at, ofType[(int)type]);
            Set(byFree.AsSpan(at, count), type, types);
            at += count;
        }
    }

    private static void Set(
        ReadOnlySpan<Content> blocks, MigrateType type, Dictionary<uint, MigrateType> types)
    {
        foreach (Content block in blocks)
            types[block.Pfn] = type;
    }

    private bool IsHole(uint pageblock, ZoneSpan zone)
    {
        uint end = Math.Min(pageblock + Order.Pages(Order.Huge), zone.End);
        for (uint pfn = Math.Max(pageblock, zone.Start); pfn < end; pfn++)
            if ((flags[pfn] & KernelPageFlags.NoPage) == 0)
                return false;
        return true;
    }

    private Content Survey(uint pageblock, ZoneSpan zone)
    {
        const ulong User = KernelPageFlags.Lru | KernelPageFlags.Anon | KernelPageFlags.Huge
            | KernelPageFlags.Reserved | KernelPageFlags.NoPage;
        int kernel = 0, slab = 0, free = 0;
        uint end = Math.Min(pageblock + Order.Pages(Order.Huge), zone.End);
        for (uint pfn = Math.Max(pageblock, zone.Start); pfn < end; pfn++)
        {
            if (listed[pfn])
                free++;
            else if ((flags[pfn] & KernelPageFlags.Slab) != 0)
                slab++;
            else if ((flags[pfn] & User) == 0)
                kernel++;
        }
        return new Content(pageblock, kernel, slab, free);
    }
}
