using FragSim.Sim;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;

namespace FragSim.Workloads.Machines;

/// <summary>All that is known of one zone; zones of one name on several nodes are taken together.
/// </summary>
internal sealed record ZoneCensus
{
    /// <summary>First pfns of the zones of x86-64 (<c>zone_sizes_init</c>).</summary>
    private static readonly (string Zone, uint Start)[] Layout =
        [("DMA", 0), ("DMA32", 16 << 8), ("Normal", 4 << 18)];

    public required ZoneSpan Span { get; init; }
    public required long Managed { get; init; }
    /// <summary>Free blocks by order.</summary>
    public required long[] Free { get; init; }
    /// <summary>Free blocks by migrate type and order; null when not known.</summary>
    public long[,]? FreeOfType { get; init; }
    /// <summary>Pageblocks by migrate type; null when not known.</summary>
    public long[]? OfType { get; init; }
    public long AnonPages { get; init; }
    public long FilePages { get; init; }

    /// <exception cref="InputException">The files contradict each other, or the size of memory is
    /// needed and not given.</exception>
    public static List<ZoneCensus> Of(MachineSnapshot snapshot, ulong memoryBytes)
    {
        List<ZoneCensus> zones = snapshot.Zones is null
            ? Assumed(snapshot, memoryBytes)
            : [.. snapshot.Zones.GroupBy(z => z.Name).Select(g => Joined([.. g]))];
        zones.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        for (int i = 1; i < zones.Count; i++)
        {
            if (zones[i].Span.Start < zones[i - 1].Span.End)
                throw new InputException($"{snapshot.Path}: zones {zones[i - 1].Span.Name} and "
                    + $"{zones[i].Span.Name} of several nodes lie between each other, which is not "
                    + "modelled; start from a machine of one node");
        }
        return [.. zones.Select(z => z.WithCounts(snapshot))];
    }

    private static ZoneCensus Joined(MachineZone[] parts)
    {
        long start = parts.Min(p => p.StartPfn), end = parts.Max(p => p.StartPfn + p.Spanned);
        if (end > int.MaxValue)
            throw new InputException($"zone {parts[0].Name} ends at pfn {end}: more than 8 TiB "
                + "cannot be started from");
        return new ZoneCensus
        {
            Span = new ZoneSpan(parts[0].Name, (uint)start, (uint)(end - start)),
            Managed = parts.Sum(p => p.Managed),
            Free = [],
            AnonPages = parts.Sum(p => p.AnonPages),
            FilePages = parts.Sum(p => p.FilePages),
        };
    }

    /// <summary>Zones as a machine of that size has them, without holes.</summary>
    private static List<ZoneCensus> Assumed(MachineSnapshot snapshot, ulong memoryBytes)
    {
        uint frames = (uint)Math.Min(memoryBytes >> 12, int.MaxValue);
        string[] names = [.. snapshot.Free.Select(z => z.Zone).Distinct()];
        (string Zone, uint Start)[] layout =
            [.. Layout.Where(z => names.Contains(z.Zone) && z.Start < frames)];
        if (layout.Length != names.Length)
            throw new InputException($"{snapshot.Path}: the places of zones "
                + $"{string.Join(", ", names)} in {memoryBytes >> 20} MiB are not known; give a "
                + "folder with zoneinfo too, or the machine's size with --memory");
        List<ZoneCensus> zones = [];
        for (int i = 0; i < layout.Length; i++)
        {
            uint start = i == 0 ? 0 : layout[i].Start;
            uint end = i + 1 < layout.Length ? layout[i + 1].Start : frames;
            zones.Add(new ZoneCensus
            {
                Span = new ZoneSpan(layout[i].Zone, start, end - start),
                Managed = end - start,
                Free = [],
            });
        }
        return zones;
    }

    private ZoneCensus WithCounts(MachineSnapshot snapshot)
    {
        long[] free = new long[Order.Count];
        foreach (ZoneCounts counts in snapshot.Free.Where(z => z.Zone == Span.Name))
            for (int order = 0; order < free.Length; order++)
                free[order] += counts.Blocks[order];
        long pages = new ZoneCounts(0, Span.Name, free).FreePages;
        if (pages > Managed)
            throw new InputException($"{snapshot.Path}: zone {Span.Name} has {pages} free pages, "
                + $"but only {Managed} in all; give the machine's size with --memory, or zoneinfo");
        long[,]? ofType = snapshot.Types is null ? null
            : new long[MigrateTypes.Count, Order.Count];
        foreach (TypeCounts counts in snapshot.Types?.Free.Where(t => t.Zone == Span.Name) ?? [])
            for (int order = 0; order < free.Length; order++)
                ofType![(int)counts.Type, order] += counts.Blocks[order];
        long[]? pageblocks = snapshot.Types is null ? null : new long[MigrateTypes.Count];
        foreach (ZonePageblocks blocks in
            snapshot.Types?.Pageblocks.Where(p => p.Zone == Span.Name) ?? [])
            for (int type = 0; type < pageblocks!.Length; type++)
                pageblocks[type] += blocks.OfType[type];
        return this with { Free = free, FreeOfType = ofType, OfType = pageblocks };
    }
}
