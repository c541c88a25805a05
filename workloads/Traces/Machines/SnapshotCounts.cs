using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Recordings;

namespace FragSim.Traces.Machines;

/// <summary>Counts of a recording's snapshot, which names every free block and pageblock.</summary>
internal sealed record SnapshotCounts(IReadOnlyList<ZoneCounts> Free,
    IReadOnlyList<TypeCounts> Types, IReadOnlyList<ZonePageblocks> Pageblocks,
    IReadOnlyList<MachineZone> Zones)
{
    /// <param name="freelists">Path of the lists.</param>
    /// <param name="pageblocks">Path of the pageblocks; null without it.</param>
    /// <exception cref="InputException">A file is damaged.</exception>
    public static SnapshotCounts Read(string freelists, string? pageblocks)
    {
        FreeListsFile lists = FreeListsFile.Read(freelists);
        var blocks = pageblocks is null ? [] : PageblocksFile.Read(pageblocks);
        return new SnapshotCounts(
            [.. lists.Zones.Select(z => new ZoneCounts(0, z.Name,
                Orders(lists.Free.Where(l => l.Zone == z.Name))))],
            [.. lists.Free.GroupBy(l => (l.Zone, l.Type)).Select(g => new TypeCounts(0, g.Key.Zone,
                MigrateTypes.KernelName(g.Key.Type), Orders(g)))],
            [.. lists.Zones.Select(z => new ZonePageblocks(0, z.Name,
                [.. blocks.Where(b => b.Pfn >= Pfn.Head(z.Start, Order.Huge) && b.Pfn < z.End)
                    .GroupBy(b => b.Type).OrderBy(g => g.Key).Select(
                        g => (MigrateTypes.KernelName(g.Key), (long)g.Count()))]))],
            [.. lists.Zones.Select((z, i) => new MachineZone(0, z.Name)
            {
                StartPfn = z.Start,
                Spanned = z.Spanned,
                ManagedPages = lists.Managed[i],
                PcpPages = lists.Pcp.Where(l => l.Zone == z.Name)
                    .Sum(l => (long)l.Pfns.Length << l.Order),
            })]);
    }

    private static long[] Orders(IEnumerable<StartList> lists)
    {
        long[] blocks = new long[Order.Count];
        foreach (StartList list in lists)
            blocks[list.Order] += list.Pfns.Length;
        return blocks;
    }
}
