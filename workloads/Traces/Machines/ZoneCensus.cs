using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Traces.Ftrace;

namespace FragSim.Traces.Machines;

/// <summary>All that is known of one zone, in the model's orders and types; zones of one name on
/// several nodes are taken together.</summary>
internal sealed record ZoneCensus
{
    public required ZoneSpan Span { get; init; }
    public required long Managed { get; init; }
    /// <summary>Free blocks by order.</summary>
    public long[] Free { get; init; } = [];
    /// <summary>Free blocks by migrate type and order; null when not known.</summary>
    public long[,]? FreeOfType { get; init; }
    /// <summary>Pageblocks by migrate type; null when not known.</summary>
    public long[]? OfType { get; init; }
    /// <summary>What is in use is used for.</summary>
    public ZoneUse Use { get; init; } = new();

    public long FreePages => ZoneCounts.PagesIn(Free);

    /// <exception cref="InputException">The machine cannot be modelled, the files contradict each
    /// other, or the size of memory is needed and not given.</exception>
    public static List<ZoneCensus> Of(MachineSnapshot snapshot, ulong memoryBytes)
    {
        if (snapshot.PageSize.Bytes != PageSize.Usual)
            throw new InputException($"{snapshot.Path}: its pages are of "
                + $"{snapshot.PageSize.Bytes >> 10} KiB, and pages of 4 KiB are modelled; "
                + "fragsim inspect counts its blocks");
        List<ZoneCensus> zones = ZonePlaces.Of(snapshot, memoryBytes);
        for (int i = 1; i < zones.Count; i++)
        {
            if (zones[i].Span.Start < zones[i - 1].Span.End)
                throw new InputException($"{snapshot.Path}: zones {zones[i - 1].Span.Name} and "
                    + $"{zones[i].Span.Name} of several nodes lie between each other, which is not "
                    + "modelled; start from a machine of one node");
        }
        List<ZoneCensus> counted = [.. zones.Select(z => z.WithCounts(snapshot))];
        long used = counted.Sum(z => z.Managed - z.FreePages);
        return [.. counted.Select(z => z with { Use = z.UseOf(snapshot, used) })];
    }

    private ZoneCensus WithCounts(MachineSnapshot snapshot)
    {
        long[] free = new long[Order.Count];
        foreach (ZoneCounts counts in snapshot.Free.Where(z => z.Zone == Span.Name))
            Add(counts.Blocks, (order, blocks) => free[order] += blocks);
        long pages = ZoneCounts.PagesIn(free);
        if (pages > Managed)
            throw new InputException($"{snapshot.Path}: zone {Span.Name} has {pages} free pages, "
                + $"but only {Managed} in all; {Remedy(snapshot)}");
        TypeCounts[] types = [.. snapshot.Types?.Where(t => t.Zone == Span.Name) ?? []];
        long[,]? ofType = types.Length == 0 ? null : new long[MigrateTypes.Count, Order.Count];
        foreach (TypeCounts counts in types)
            Add(counts.Blocks, (order, blocks) =>
                ofType![(int)TypeNames.Nearest(counts.Type), order] += blocks);
        return this with { Free = free, FreeOfType = ofType, OfType = PageblocksOf(snapshot) };
    }

    /// <summary>What to do when counts do not fit into a zone.</summary>
    internal static string Remedy(MachineSnapshot snapshot) => snapshot.HasPlaces
        ? "copy all files of the machine at one moment"
        : "give a folder with zoneinfo too, or a larger --memory";

    /// <summary>Blocks above the largest order that is modelled are as many of that as they hold.
    /// </summary>
    private static void Add(long[] blocks, Action<int, long> add)
    {
        for (int order = 0; order < blocks.Length; order++)
            add(Math.Min(order, Order.MaxBuddy),
                blocks[order] << Math.Max(0, order - Order.MaxBuddy));
    }

    /// <summary>Pageblocks of the kernel's size as such of the model's.</summary>
    private long[]? PageblocksOf(MachineSnapshot snapshot)
    {
        ZonePageblocks[] told = [.. snapshot.Pageblocks.Where(p => p.Zone == Span.Name)];
        if (told.Sum(p => p.Count) == 0)
            return null;
        int order = snapshot.PageblockOrder ?? Order.Huge;
        long[] pageblocks = new long[MigrateTypes.Count];
        foreach ((string type, long count) in told.SelectMany(p => p.OfType))
            pageblocks[(int)TypeNames.Nearest(type)] += count;
        for (int type = 0; type < pageblocks.Length; type++)
            pageblocks[type] = ((pageblocks[type] << order) + Order.Pages(Order.Huge) - 1)
                >> Order.Huge;
        return pageblocks;
    }

    private ZoneUse UseOf(MachineSnapshot snapshot, long allUsed)
    {
        PageUse[] zones =
            [.. snapshot.Zones?.Where(z => z.Name == Span.Name).Select(z => z.Use) ?? []];
        long used = Managed - FreePages;
        if (zones.Any(z => z.IsKnown))
            return ZoneUse.Of(used, zones.Sum(z => z.Anon ?? 0), zones.Sum(z => z.File ?? 0),
                zones.Sum(z => z.Unevictable ?? 0), zones.Any(z => z.SlabReclaimable is not null)
                    ? zones.Sum(z => z.SlabReclaimable ?? 0)
                    : Share(snapshot.Use.SlabReclaimable, used, allUsed));
        return snapshot.Use.IsKnown
            ? ZoneUse.Of(used, Share(snapshot.Use.Anon, used, allUsed),
                Share(snapshot.Use.File, used, allUsed),
                Share(snapshot.Use.Unevictable, used, allUsed),
                Share(snapshot.Use.SlabReclaimable, used, allUsed))
            : ZoneUse.Unknown(used, OfType, FreeOfType);
    }

    /// <summary>Of a count of the whole machine, as much as the zone has of what is in
    /// use.</summary>
    private static long Share(long? pages, long used, long allUsed) =>
        (long)((decimal)(pages ?? 0) * used / Math.Max(allUsed, 1));
}
