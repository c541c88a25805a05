using System.Globalization;

namespace FragSim.Traces.Machines;

/// <summary>One report of the kernel on its memory.</summary>
internal sealed class ShowMemReport
{
    /// <summary>No machine has more.</summary>
    private const int MostZones = 4096;

    private readonly record struct Row(
        int Node, string Zone, List<(long Count, string Types)> Blocks);

    private readonly List<MachineZone> zones = [];
    private readonly List<Row> free = [];
    private long pageKb;

    /// <summary>The order that was refused; null where no request was.</summary>
    public int? FailedOrder { get; init; }

    /// <summary>A row of it is cut, so it is not taken at all.</summary>
    public bool IsDamaged { get; set; }

    public PageUse Totals { get; set; } = new();

    /// <summary>Size of a base page in bytes; 0 before any blocks are known.</summary>
    public long PageBytes => pageKb << 10;

    public IReadOnlyList<ZoneCounts> Free => IsDamaged ? [] : [.. free.Select(f =>
        new ZoneCounts(f.Node, f.Zone, Orders(f.Blocks, _ => true)))];

    /// <summary>Blocks by type: exactly where all blocks of an order are of one, else by the
    /// letters of those that are among them. None where the kernel prints no letters.</summary>
    public IReadOnlyList<TypeCounts> Types => free.TrueForAll(f =>
        f.Blocks.TrueForAll(b => b.Types.Length == 0)) ? [] :
        [.. free.SelectMany(f => f.Blocks.Where(b => b.Count > 0).Select(b => b.Types).Distinct()
            .Select(t => new TypeCounts(f.Node, f.Zone, NameOf(t),
                Orders(f.Blocks, b => b.Types == t))))];

    /// <summary>The zones, in pages.</summary>
    public IReadOnlyList<MachineZone> Zones => [.. zones.Select(InPages)];

    public void Add(MachineZone zone)
    {
        if (zones.Count < MostZones
            && !zones.Exists(z => z.Node == zone.Node && z.Name == zone.Name))
            zones.Add(zone);
    }

    public void Add(int node, string zone, List<(long Count, string Types)> blocks, long kb)
    {
        if (free.Count < MostZones && !free.Exists(f => f.Node == node && f.Zone == zone))
            free.Add(new Row(node, zone, blocks));
        pageKb = Math.Max(pageKb, kb);
    }

    /// <summary>lowmem_reserve of the zone before, in pages.</summary>
    public void Reserve(string[] words)
    {
        if (zones.Count > 0 && zones[^1].Protection.Count == 0)
            zones[^1] = zones[^1] with
            {
                Protection = [.. words.TakeWhile(w => w.All(char.IsAsciiDigit)).Select(w =>
                    long.TryParse(w, CultureInfo.InvariantCulture, out long n)
                        ? Math.Min(n, int.MaxValue) : int.MaxValue)],
            };
    }

    /// <summary>Marks in <c>show_migration_types</c>, and R, which kernels before 4.4 print.
    /// </summary>
    private static string NameOf(string letters) => letters switch
    {
        "" => "unnamed",
        "U" => "Unmovable",
        "M" => "Movable",
        "E" => "Reclaimable",
        "H" => "HighAtomic",
        "C" => "CMA",
        "I" => "Isolate",
        "R" => "Reserve",
        _ => letters,
    };

    /// <summary>Zones that are empty name no orders.</summary>
    private long[] Orders(
        List<(long Count, string Types)> blocks, Func<(long Count, string Types), bool> counts)
    {
        long[] orders = new long[free.Max(f => f.Blocks.Count)];
        for (int order = 0; order < blocks.Count; order++)
            orders[order] = counts(blocks[order]) ? blocks[order].Count : 0;
        return orders;
    }

    private MachineZone InPages(MachineZone zone)
    {
        long Pages(long kb) => Math.Min(kb / Math.Max(pageKb, 1), int.MaxValue);
        return zone with
        {
            Present = Pages(zone.Present),
            ManagedPages = zone.ManagedPages is { } managed ? Pages(managed) : null,
            Min = Pages(zone.Min),
            Low = Pages(zone.Low),
            High = Pages(zone.High),
            Use = new PageUse
            {
                Anon = zone.Use.Anon is { } anon ? Pages(anon) : null,
                File = zone.Use.File is { } file ? Pages(file) : null,
                Unevictable = zone.Use.Unevictable is { } kept ? Pages(kept) : null,
                SlabReclaimable = zone.Use.SlabReclaimable is { } slab ? Pages(slab) : null,
            },
        };
    }
}
