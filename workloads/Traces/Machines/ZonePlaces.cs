using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Traces.Machines;

/// <summary>Where the zones of a machine lie, and how many pages they have.</summary>
internal static class ZonePlaces
{
    /// <summary>First pfns of the zones of x86-64 (<c>zone_sizes_init</c>).</summary>
    private static readonly (string Zone, uint Start)[] Layout =
        [("DMA", 0), ("DMA32", 16 << 8), ("Normal", 4 << 18)];

    /// <summary>From low to high addresses, without counts.</summary>
    /// <exception cref="InputException">They cannot be known, or reach too far.</exception>
    public static List<ZoneCensus> Of(MachineSnapshot snapshot, ulong memoryBytes)
    {
        List<ZoneCensus> zones = snapshot.HasPlaces
            ? [.. snapshot.Zones!.GroupBy(z => z.Name).Select(g => Joined([.. g]))]
            : Sizes(snapshot, memoryBytes) is { } sizes
                ? Behind(sizes) : OfMemory(snapshot, memoryBytes);
        zones.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return zones;
    }

    /// <summary>Pages of all zones together; null where only the size of memory tells
    /// them.</summary>
    /// <param name="snapshot">What the machine tells.</param>
    /// <param name="memoryBytes">Its size, where that was given; else 0.</param>
    public static long? PagesOf(MachineSnapshot snapshot, ulong memoryBytes) => snapshot.HasPlaces
        ? snapshot.Zones!.Sum(z => z.Managed) : Sizes(snapshot, memoryBytes)?.Sum(z => z.Pages);

    private static ZoneCensus Joined(MachineZone[] parts)
    {
        long start = parts.Min(p => p.StartPfn!.Value);
        long end = parts.Max(p => p.StartPfn!.Value + p.Spanned);
        if (end > int.MaxValue)
            throw new InputException($"zone {parts[0].Name} ends at pfn {end}: more than 8 TiB "
                + "cannot be started from");
        return new ZoneCensus
        {
            Span = new ZoneSpan(parts[0].Name, (uint)start, (uint)(end - start)),
            Managed = Math.Min(parts.Sum(p => p.Managed), end - start),
        };
    }

    /// <summary>Pages of each zone, of all nodes, where a log tells them or pageblocks are counted;
    /// what is present, and of that what the allocator has. A size that was given counts more than
    /// pageblocks.</summary>
    private static List<(string Zone, long Present, long Pages)>? Sizes(
        MachineSnapshot snapshot, ulong memoryBytes)
    {
        if (memoryBytes > 0 && snapshot.Zones is null
            && snapshot.Free.All(f => Layout.Any(z => z.Zone == f.Zone)))
            return null;
        List<(string Zone, long Present, long Pages)> sizes = [];
        foreach (string zone in snapshot.Free.Select(z => z.Zone).Distinct())
        {
            MachineZone[] told = [.. snapshot.Zones?.Where(z => z.Name == zone) ?? []];
            long pages = told.Length > 0 ? told.Sum(z => z.Managed)
                : snapshot.Pageblocks.Where(p => p.Zone == zone).Sum(p => p.Count)
                    << (snapshot.PageblockOrder ?? Order.Huge);
            // An empty zone needs no place.
            if (pages == 0 && snapshot.Free.Any(z => z.Zone == zone && z.FreePages > 0))
                return null;
            if (pages > 0)
                sizes.Add((zone, Math.Max(pages, told.Sum(z => z.Present)), pages));
        }
        return sizes.Count == 0 || sizes.Sum(s => s.Present) > int.MaxValue ? null : sizes;
    }

    /// <summary>Zones of these sizes one behind the other, in the order of the file; where x86-64
    /// has them, if it has all.</summary>
    private static List<ZoneCensus> Behind(List<(string Zone, long Present, long Pages)> sizes)
    {
        bool usual = sizes.TrueForAll(s => Layout.Any(z => z.Zone == s.Zone));
        List<ZoneCensus> zones = [];
        long start = 0;
        foreach ((string zone, long present, long pages) in sizes)
        {
            if (usual)
                start = Math.Max(start, Array.Find(Layout, z => z.Zone == zone).Start);
            zones.Add(new ZoneCensus
            {
                Span = new ZoneSpan(zone, (uint)start, (uint)present),
                Managed = pages,
            });
            start = (start + present + Order.Pages(Order.Huge) - 1) & -Order.Pages(Order.Huge);
        }
        return zones;
    }

    /// <summary>Zones as an x86-64 machine of that size has them, without holes.</summary>
    private static List<ZoneCensus> OfMemory(MachineSnapshot snapshot, ulong memoryBytes)
    {
        uint frames = (uint)Math.Min(memoryBytes >> 12, int.MaxValue);
        string[] names = [.. snapshot.Free.Select(z => z.Zone).Distinct()];
        // The lowest zone begins with memory, whatever it is.
        (string Zone, uint Start)[] layout = [.. Layout.Where(z => names.Contains(z.Zone))
            .Where((z, i) => i == 0 || z.Start < frames)];
        if (Array.Find(names, n => !Layout.Any(z => z.Zone == n)) is { } odd)
            throw new InputException($"{snapshot.Path}: how large zone {odd} is, is not told; "
                + "give a folder with zoneinfo or pagetypeinfo too");
        if (layout.Length != names.Length)
            throw new InputException($"{snapshot.Path}: zone {names[^1]} does not begin below "
                + $"{memoryBytes >> 20} MiB, where memory ends; give a larger --memory");
        List<ZoneCensus> zones = [];
        for (int i = 0; i < layout.Length; i++)
        {
            uint start = i == 0 ? 0 : layout[i].Start;
            uint end = i + 1 < layout.Length ? layout[i + 1].Start : frames;
            zones.Add(new ZoneCensus
            {
                Span = new ZoneSpan(layout[i].Zone, start, end - start),
                Managed = end - start,
            });
        }
        return zones;
    }
}
