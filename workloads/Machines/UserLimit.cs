using FragSim.Sim.Memory;

namespace FragSim.Workloads.Machines;

/// <summary>Free pages of a zone that are kept from a user's request, which may use every zone.
/// </summary>
/// <param name="Pages">The watermark min and the reserve against the highest zone
/// (<c>__zone_watermark_ok</c> in <c>mm/page_alloc.c</c>).</param>
/// <param name="IsTold">Does the machine tell both? Else they are computed as the kernel does.
/// </param>
internal sealed record UserLimit(long Pages, bool IsTold)
{
    /// <summary>Pages of zones of x86-64 as far as they are of a fixed size.</summary>
    private const long DmaPages = 16 << 8, Dma32Pages = (4 << 18) - DmaPages;

    /// <summary>The limits of the zones of <see cref="MachineSnapshot.Free"/>, in its order.
    /// </summary>
    public static List<UserLimit> Of(MachineSnapshot machine)
    {
        IReadOnlyList<ZoneCounts> zones = machine.Free;
        long[] managed = [.. zones.Select(z => ManagedOf(machine, z))];
        bool[] kernel = [.. zones.Select(z => z.Zone is not ("HighMem" or "Movable" or "Device"))];
        long lowmem = managed.Where((_, i) => kernel[i]).Sum();
        long minFree = Watermarks.MinFreePages(lowmem, kernel.Count(k => k),
            1u << (machine.PageblockOrder ?? machine.PageSize.HugeOrder),
            thp: machine.PageSize.Bytes == PageSize.Usual);
        List<UserLimit> limits = [];
        for (int i = 0; i < zones.Count; i++)
        {
            MachineZone? told = Told(machine, zones[i]);
            Watermarks marks = new();
            marks.Spread(minFree, managed[i], lowmem, !kernel[i]);
            int[] node = [.. Enumerable.Range(0, zones.Count)
                .Where(j => zones[j].Node == zones[i].Node)];
            long reserve = LowmemReserve.Of(
                [.. node.Select(j => (zones[j].Zone, managed[j]))], Array.IndexOf(node, i)).Max();
            limits.Add(new UserLimit(
                (told is { High: > 0 } ? told.Min : marks.Min)
                    + (told is { Protection.Count: > 0 } ? told.Protection.Max() : reserve),
                told is { High: > 0, Protection.Count: > 0 }));
        }
        return limits;
    }

    /// <summary>How many blocks can be taken from so many free pages, one after the other.</summary>
    public long Blocks(long freePages, int order)
    {
        long above = freePages - Pages - ((1L << order) - 1);
        return above <= 0 ? 0 : ((above - 1) >> order) + 1;
    }

    private static MachineZone? Told(MachineSnapshot machine, ZoneCounts zone) =>
        machine.Zones?.FirstOrDefault(z => z.Node == zone.Node && z.Name == zone.Zone);

    /// <summary>Pages of a zone: as told, or its pageblocks, or the least that they can be.</summary>
    private static long ManagedOf(MachineSnapshot machine, ZoneCounts zone)
    {
        if (Told(machine, zone) is { } told)
            return told.Managed;
        long blocks = machine.Pageblocks
            .Where(p => p.Node == zone.Node && p.Zone == zone.Zone).Sum(p => p.Count);
        long pages = blocks > 0
            ? blocks << (machine.PageblockOrder ?? machine.PageSize.HugeOrder)
            : machine.PageSize.Bytes != PageSize.Usual ? 0
            : zone.Zone == "DMA" ? DmaPages
            : zone.Zone == "DMA32" && machine.Free.Any(z => z.Zone == "Normal") ? Dma32Pages : 0;
        return Math.Max(pages, zone.FreePages);
    }
}
