using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Text;

namespace FragSim.Traces.Machines;

/// <summary>
/// Files of <c>/proc</c> that tell the state of a machine's memory: in a folder, with or without
/// <c>.txt</c> or <c>.bin</c> after their names, compressed or not. <c>/proc</c> itself is such a
/// folder, and so is a recording's. Or one text that has free blocks in it.
/// </summary>
public sealed record MachineSnapshot
{
    private MachineSnapshot(string path) => Path = path;

    /// <summary>The folder or file, as the user gave it.</summary>
    public string Path { get; }

    /// <summary>Free blocks by order, of as many orders as the kernel has; made from pagetypeinfo
    /// if need be.</summary>
    public required IReadOnlyList<ZoneCounts> Free { get; init; }

    /// <summary>Free blocks by type; null when that is not told: only root may read it.</summary>
    public IReadOnlyList<TypeCounts>? Types { get; init; }

    /// <summary>Pageblocks by type; none where they are not told.</summary>
    public IReadOnlyList<ZonePageblocks> Pageblocks { get; init; } = [];

    /// <summary>Order of a pageblock; null where it is not told.</summary>
    public int? PageblockOrder { get; init; }

    /// <summary>Zones with memory, in order of address; null where nothing tells of them.</summary>
    public IReadOnlyList<MachineZone>? Zones { get; init; }

    /// <summary>Limits of all zones of each node, those without memory too, in the file's order.
    /// </summary>
    public IReadOnlyList<ZoneTuning> Limits { get; init; } = [];

    /// <summary>What pages of the whole machine are used for.</summary>
    public PageUse Use { get; init; } = new();

    /// <summary>Path of kpageflags; null when it is not there or may not be read.</summary>
    public string? PageFlags { get; init; }

    /// <summary>The order that was refused when this was logged; null where none was.</summary>
    public int? FailedOrder { get; init; }

    /// <summary>Reports in the kernel log, of which the last is taken; 0 when this is
    /// none.</summary>
    public int Reports { get; init; }

    /// <summary>Size of a base page in bytes, and whether that is told or guessed.</summary>
    public required PageSize PageSize { get; init; }

    /// <summary>How many orders the kernel has: 11, unless it was built otherwise.</summary>
    public int Orders => Free.Max(z => z.Blocks.Length);

    /// <summary>What is told of a zone; null when it is nothing.</summary>
    public MachineZone? ZoneOf(ZoneCounts zone) =>
        Zones?.FirstOrDefault(z => z.Node == zone.Node && z.Name == zone.Zone);

    /// <summary>Are the places of all zones known?</summary>
    public bool HasPlaces => Zones is { } zones && zones.All(z => z.HasPlace);

    /// <param name="path">A folder, one text, or <c>-</c> for standard input.</param>
    /// <exception cref="InputException">There is nothing there, or it is damaged.</exception>
    public static MachineSnapshot Open(string path)
    {
        if (path == "-")
            path = "/dev/stdin";
        if (!Directory.Exists(path))
            return Of(path, MachineText.Read(path), null, null);
        string folder = FolderOf(path);
        string? buddyinfo = Find(folder, "buddyinfo", ".txt");
        string? pagetypeinfo = Find(folder, "pagetypeinfo", ".txt");
        if (buddyinfo is null && pagetypeinfo is null
            && Find(folder, "freelists", ".txt") is { } freelists)
            return OfLists(path, freelists, folder);
        if (buddyinfo is null && pagetypeinfo is null)
            throw new InputException($"{path}: has neither buddyinfo nor pagetypeinfo; copy them "
                + "from /proc, and zoneinfo and kpageflags too");
        MachineText? types = pagetypeinfo is null ? null : MachineText.Read(pagetypeinfo);
        MachineText? free = buddyinfo is null ? null : MachineText.Read(buddyinfo);
        if (types is { Types.Count: 0 })
            throw new InputException($"{pagetypeinfo}: has no counts by type; give "
                + "/proc/pagetypeinfo as the kernel prints it (only root may read it)");
        MachineSnapshot snapshot = Of(path, free ?? types!, types, folder);
        return snapshot with { PageFlags = Find(folder, "kpageflags", ".bin") };
    }

    private static MachineSnapshot Of(
        string path, MachineText free, MachineText? types, string? folder)
    {
        MachineZonesFile? zoneinfo = folder is not null
            && Find(folder, "zoneinfo", ".txt") is { } file ? MachineZonesFile.Read(file) : null;
        MachineCounters counters = folder is null ? new MachineCounters()
            : MachineCounters.Read(Find(folder, "vmstat", ".txt"), Find(folder, "meminfo", ".txt"));
        types ??= free;
        IReadOnlyList<MachineZone>? zones = zoneinfo?.Zones ?? free.Report?.Zones;
        PageUse use = free.Report?.Totals ?? new PageUse();
        foreach (PageUse other in (PageUse[])[zoneinfo?.NodeUse ?? use, counters.Use])
            use = use.IsKnown ? use : other;
        return new MachineSnapshot(path)
        {
            Free = free.Free.Count > 0 ? free.Free : Summed(types.Types),
            Types = types.Types.Count > 0 ? types.Types : null,
            Pageblocks = types.Pageblocks,
            PageblockOrder = types.PageblockOrder,
            Zones = zones is { Count: > 0 } ? WithMemory(zones) : null,
            Limits = zones is null ? [] : [.. zones.Select(z => z.Tuning)],
            Use = use,
            FailedOrder = free.Report?.FailedOrder,
            Reports = free.Reports,
            PageSize = PageSize.Of(path, free, types, zones, counters),
        };
    }

    /// <summary>A recording that has every block of every list.</summary>
    private static MachineSnapshot OfLists(string path, string freelists, string folder)
    {
        SnapshotCounts counts = SnapshotCounts.Read(
            freelists, Find(folder, "pageblocks", ".txt"));
        IReadOnlyList<MachineZone> zones = Find(folder, "zoneinfo", ".txt") is { } zoneinfo
            ? MachineZonesFile.Read(zoneinfo).Zones : counts.Zones;
        return new MachineSnapshot(path)
        {
            Free = counts.Free,
            Types = counts.Types,
            Pageblocks = counts.Pageblocks,
            PageblockOrder = Order.Huge,
            Zones = WithMemory(zones),
            Limits = [.. zones.Select(z => z.Tuning)],
            PageFlags = Find(folder, "kpageflags", ".bin"),
            PageSize = new PageSize(PageSize.Usual, IsTold: true),
        };
    }

    private static MachineZone[] WithMemory(IReadOnlyList<MachineZone> zones) =>
        [.. zones.Where(z => z.Managed > 0).OrderBy(z => z.StartPfn ?? 0)];

    /// <summary>Of a recording, where it began.</summary>
    private static string FolderOf(string path)
    {
        string snap = System.IO.Path.Combine(path, "snap", MachineRecording.StartMark);
        return Directory.Exists(snap) ? snap : path;
    }

    /// <summary>A file that may be read.</summary>
    private static string? Find(string folder, string name, string extension)
    {
        string? path = TextFile.Find(folder, name + extension) ?? TextFile.Find(folder, name);
        if (path is null)
            return null;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return path;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static List<ZoneCounts> Summed(IReadOnlyList<TypeCounts> types) =>
        [.. types.GroupBy(t => (t.Node, t.Zone)).Select(g => new ZoneCounts(
            g.Key.Node, g.Key.Zone,
            [.. Enumerable.Range(0, g.First().Blocks.Length).Select(o => g.Sum(t => t.Blocks[o]))]))
        ];
}
