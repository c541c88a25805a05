using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Traces.Machines;

/// <summary>Managed pages of each zone, and the limits that the kernel makes of them.</summary>
internal sealed class ZoneSizes
{
    /// <summary>Pages of the zones of x86-64 that have a fixed size.</summary>
    public const long DmaPages = 16 << 8;

    private const long Dma32Pages = (4 << 18) - DmaPages;

    private readonly IReadOnlyList<ZoneCounts> zones;
    private readonly long[] managed;
    private readonly long lowmem;
    private readonly long minFree;

    private ZoneSizes(MachineSnapshot machine, long[] managed, bool known)
    {
        (zones, this.managed, AreKnown) = (machine.Free, managed, known);
        lowmem = managed.Where((_, i) => IsKernel(i)).Sum();
        int pageblock = machine.PageblockOrder ?? machine.PageSize.HugeOrder;
        // Kernels without transparent huge pages have pageblocks of another size.
        minFree = Watermarks.MinFreePages(lowmem, zones.Where((_, i) => IsKernel(i)).Count(),
            Order.Pages(pageblock), thp: pageblock == machine.PageSize.HugeOrder);
    }

    /// <summary>Else they are the least that they can be.</summary>
    public bool AreKnown { get; }

    /// <param name="machine">Its zones, or its pageblocks, may tell.</param>
    /// <param name="memoryBytes">All of them together on x86-64, where nothing tells; 0 when that
    /// is not known.</param>
    public static ZoneSizes Of(MachineSnapshot machine, ulong memoryBytes)
    {
        long?[] told = [.. machine.Free.Select(z => Told(machine, z))];
        if (told.All(pages => pages is not null))
            return new ZoneSizes(machine, [.. told.Select(p => p!.Value)], known: true);
        long left = (long)(memoryBytes / (ulong)machine.PageSize.Bytes);
        long[] least = [.. machine.Free.Select(
            (z, i) => Math.Max(z.FreePages, told[i] ?? Usual(z.Zone, left)))];
        left -= least.Sum();
        int[] open = [.. Enumerable.Range(0, least.Length).Where(
            i => told[i] is null && machine.Free[i].Zone is not ("DMA" or "DMA32"))];
        for (int i = 0; i < open.Length && left > 0; i++)
            least[open[i]] += left / open.Length;
        return new ZoneSizes(machine, least, known: memoryBytes > 0);
    }

    /// <summary>The watermark min of a zone.</summary>
    public long Min(int zone)
    {
        Watermarks marks = new();
        marks.Spread(minFree, managed[zone], lowmem, !IsKernel(zone));
        return marks.Min;
    }

    /// <summary>What a zone keeps from requests that may use every zone of its node.</summary>
    public long Reserve(int zone)
    {
        int[] node = [.. Enumerable.Range(0, zones.Count)
            .Where(i => zones[i].Node == zones[zone].Node)];
        return LowmemReserve.Of([.. node.Select(i => (ZoneKinds.Of(zones[i].Zone), managed[i]))],
            Array.IndexOf(node, zone)).Max();
    }

    /// <summary>Pages of a zone of fixed size in a machine of x86-64.</summary>
    private static long Usual(string zone, long all) => zone switch
    {
        "DMA" => Math.Min(DmaPages, all),
        "DMA32" => Math.Min(Dma32Pages, Math.Max(0, all - DmaPages)),
        _ => 0,
    };

    private bool IsKernel(int zone) =>
        ZoneKinds.Of(zones[zone].Zone) <= ZoneKind.Normal;

    private static long? Told(MachineSnapshot machine, ZoneCounts zone)
    {
        // A zone that is not among those with memory has none.
        if (machine.Zones is not null)
            return machine.ZoneOf(zone)?.Managed ?? 0;
        long blocks = machine.Pageblocks
            .Where(p => p.Node == zone.Node && p.Zone == zone.Zone).Sum(p => p.Count);
        return blocks == 0 ? null : Math.Max(zone.FreePages,
            blocks << (machine.PageblockOrder ?? machine.PageSize.HugeOrder));
    }
}
