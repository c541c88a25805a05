using System.Globalization;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Text;

namespace FragSim.Traces.Recordings;

/// <summary>Makes a <see cref="StartState"/> of a snapshot folder.</summary>
internal static class RecordingStart
{
    /// <param name="folder">The recording; has <c>snap/</c> and perhaps <c>meta/</c>.</param>
    /// <param name="mark">The snapshot, such as <c>00-start</c>.</param>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static StartState Read(string folder, string mark)
    {
        string snap = Path.Combine(folder, "snap", mark);
        FreeListsFile lists = FreeListsFile.Read(Need(snap, "freelists.txt"));
        string blocksPath = Need(snap, "pageblocks.txt");
        var pageblocks = PageblocksFile.Read(blocksPath);
        uint end = lists.EndPfn;
        ulong[] flags = KernelPageFlags.Read(Need(snap, "kpageflags.bin"), end);
        HeldBuffers.Find(flags, Path.Combine(folder, "snap"), mark);
        bool[] listed = Listed(lists, end, snap);
        StartBlocks blocks = new(flags, listed, Types(pageblocks, end, blocksPath));
        var settings = RecordingSettings.Read(Path.Combine(folder, "meta"));
        return new StartState
        {
            Zones = lists.Zones,
            Blocks = blocks.Find(lists.Zones),
            FreeLists = lists.Free,
            PcpLists = lists.Pcp,
            Pageblocks = pageblocks,
            Tuning = Tuning(snap),
            BootPoolPages = int.TryParse(settings.GetValueOrDefault("hugepages"), NumberStyles.None,
                CultureInfo.InvariantCulture, out int pages) ? pages : 0,
            Settings = settings,
        };
    }

    private static string Need(string snap, string name) => TextFile.Find(snap, name)
        ?? throw new InputException($"{snap}: has no {name} or {name}.gz; a recording can only be "
            + "replayed from a snapshot that has freelists, pageblocks and kpageflags");

    private static bool[] Listed(FreeListsFile lists, uint end, string snap)
    {
        bool[] listed = new bool[end];
        foreach (StartList list in lists.Free.Concat(lists.Pcp))
        {
            uint pages = Order.Pages(list.Order);
            foreach (uint first in list.Pfns)
                for (uint pfn = first; pfn < first + pages; pfn++)
                {
                    if (listed[pfn])
                        throw new InputException($"{snap}: freelists.txt has pfn 0x{pfn:x} twice; "
                            + "the snapshot is damaged");
                    listed[pfn] = true;
                }
        }
        return listed;
    }

    private static MigrateType[] Types(
        List<(uint Pfn, MigrateType Type, bool Skip)> pageblocks, uint end, string path)
    {
        MigrateType[] types = new MigrateType[(end >> Order.Huge) + 1];
        foreach ((uint pfn, MigrateType type, _) in pageblocks)
        {
            if (pfn >> Order.Huge >= types.Length)
                throw new InputException($"{path}: pageblock 0x{pfn:x} is in no zone; the snapshot "
                    + "is damaged");
            types[pfn >> Order.Huge] = type;
        }
        return types;
    }

    /// <summary>Limits of all zones, empty ones too; none when zoneinfo was not recorded.
    /// </summary>
    private static IReadOnlyList<ZoneTuning> Tuning(string snap) =>
        TextFile.Find(snap, "zoneinfo.txt") is string path ? ZoneInfoFile.Read(path) : [];
}
