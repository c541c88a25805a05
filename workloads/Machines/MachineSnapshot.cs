using FragSim.Sim;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Machines;

/// <summary>
/// Files of <c>/proc</c> that tell the state of a machine's memory: in a folder, with or without
/// <c>.txt</c> or <c>.bin</c> after their names, compressed or not. <c>/proc</c> itself is such a
/// folder.
/// </summary>
public sealed record MachineSnapshot
{
    private MachineSnapshot(string path) => Path = path;

    /// <summary>The folder or file, as the user gave it.</summary>
    public string Path { get; }

    /// <summary>Free blocks by order; always there, and made from pagetypeinfo if need be.
    /// </summary>
    public required IReadOnlyList<ZoneCounts> Free { get; init; }

    /// <summary>Null when it could not be read: only root may.</summary>
    public PagetypeinfoFile? Types { get; init; }

    /// <summary>Null without zoneinfo.</summary>
    public IReadOnlyList<MachineZone>? Zones { get; init; }

    /// <summary>Path of zoneinfo; null without it.</summary>
    public string? ZoneInfo { get; init; }

    /// <summary>Path of kpageflags; null when it is not there or may not be read.</summary>
    public string? PageFlags { get; init; }

    /// <param name="path">A folder, or one file of buddyinfo or pagetypeinfo.</param>
    /// <exception cref="InputException">There is nothing there, or it is damaged.</exception>
    public static MachineSnapshot Open(string path)
    {
        if (!Directory.Exists(path))
            return OfFile(path);
        string? buddyinfo = Find(path, "buddyinfo", ".txt");
        string? pagetypeinfo = Find(path, "pagetypeinfo", ".txt");
        if (buddyinfo is null && pagetypeinfo is null)
            throw new InputException($"{path}: has neither buddyinfo nor pagetypeinfo; copy them "
                + "from /proc, and zoneinfo and kpageflags too");
        string? zoneinfo = Find(path, "zoneinfo", ".txt");
        PagetypeinfoFile? types = pagetypeinfo is null ? null : PagetypeinfoFile.Read(pagetypeinfo);
        return new MachineSnapshot(path)
        {
            Free = buddyinfo is null ? Summed(types!) : BuddyinfoFile.Read(buddyinfo),
            Types = types,
            Zones = zoneinfo is null ? null : MachineZonesFile.Read(zoneinfo),
            ZoneInfo = zoneinfo,
            PageFlags = Find(path, "kpageflags", ".bin"),
        };
    }

    private static MachineSnapshot OfFile(string path)
    {
        using LineReader lines = new(path, KernelTable.MaxLineBytes, ahead: false);
        bool byType = lines.Next(out ReadOnlySpan<byte> line) && line.StartsWith("Page block"u8);
        PagetypeinfoFile? types = byType ? PagetypeinfoFile.Read(path) : null;
        return new MachineSnapshot(path)
        {
            Free = types is null ? BuddyinfoFile.Read(path) : Summed(types),
            Types = types,
        };
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

    private static List<ZoneCounts> Summed(PagetypeinfoFile types) =>
        [.. types.Free.GroupBy(t => (t.Node, t.Zone)).Select(g => new ZoneCounts(
            g.Key.Node, g.Key.Zone,
            [.. Enumerable.Range(0, Sim.Memory.Order.Count).Select(o => g.Sum(t => t.Blocks[o]))]))
        ];
}
