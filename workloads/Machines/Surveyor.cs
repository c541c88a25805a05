using FragSim.Sim;
using FragSim.Sim.Memory;
using FragSim.Sim.Metrics;
using FragSim.Sim.Results;
using FragSim.Workloads.Recordings;

namespace FragSim.Workloads.Machines;

/// <summary>Reads off a machine's files how fragmented its memory is.</summary>
public static class Surveyor
{
    private enum Window { Absent, Free, Movable, Blocked, Blank }

    /// <exception cref="InputException">A file is damaged.</exception>
    public static MachineSurvey Of(MachineSnapshot snapshot)
    {
        List<ZoneSurvey> zones = [];
        foreach (ZoneCounts counts in snapshot.Free)
        {
            FragmentationIndices indices = FragmentationIndices.Of(counts.Blocks, Order.Huge);
            zones.Add(new ZoneSurvey(counts.Node, counts.Zone,
                snapshot.Zones?.FirstOrDefault(
                    z => z.Node == counts.Node && z.Name == counts.Zone)?.Managed ?? 0,
                counts.FreePages, indices.Unusable, indices.Fragmentation));
        }
        IEnumerable<FreeOfType> free = snapshot.Types is { } types
            ? types.Free.Select(t => new FreeOfType(t.Node, t.Zone, t.Type, t.Blocks))
            : snapshot.Free.Select(z => new FreeOfType(z.Node, z.Zone, null, z.Blocks));
        return new MachineSurvey(zones, [.. free], HugePages(snapshot));
    }

    private static HugeSurvey[] HugePages(MachineSnapshot snapshot)
    {
        long free = snapshot.Free.Sum(z => z.FreePages);
        if (snapshot.PageFlags is not string path || snapshot.Zones is not { } zones)
        {
            long blocks = snapshot.Free.Sum(z => z.Blocks
                .Select((count, order) => order < Order.Huge ? 0 : count << (order - Order.Huge))
                .Sum());
            return [new(Order.Huge, blocks, null, null, null),
                new(Order.Gigantic, null, null, null, null)];
        }
        ulong[] flags = KernelPageFlags.Read(path, zones.Max(z => z.Span.End));
        return [.. new[] { Order.Huge, Order.Gigantic }.Select(o => Count(zones, flags, o, free))];
    }

    private static HugeSurvey Count(
        IReadOnlyList<MachineZone> zones, ulong[] flags, int order, long freePages)
    {
        long[] counts = new long[Enum.GetValues<Window>().Length];
        List<int> blanks = [];
        foreach (MachineZone zone in zones)
        {
            ulong size = Order.Pages(order);
            ulong first = ((ulong)zone.StartPfn + size - 1) / size * size;
            for (ulong at = first; at + size <= zone.Span.End; at += size)
            {
                Window kind = Kind(flags.AsSpan((int)at, (int)size), out int blank);
                counts[(int)kind]++;
                if (kind == Window.Blank)
                    blanks.Add(blank);
            }
        }
        long now = counts[(int)Window.Free];
        long drained = Drained(blanks, zones.Sum(z => z.PcpPages));
        long movable = counts[(int)Window.Movable] + drained;
        // What moves out of one range must find room outside of those that are wanted whole.
        long room = Math.Max(0, freePages - (now << order)) >> order;
        long compacted = Math.Min(movable, room);
        return new HugeSurvey(order, now, compacted, movable - compacted,
            counts[(int)Window.Blocked] + counts[(int)Window.Blank] - drained);
    }

    /// <summary>Pages on per-CPU lists have no flag, as some kernel memory. As many of the frames
    /// without a flag as there are such pages are taken for them, where there are fewest; they do
    /// not stand in the way.</summary>
    private static long Drained(List<int> blanks, long pcpPages)
    {
        blanks.Sort();
        int drained = 0;
        while (drained < blanks.Count && (pcpPages -= blanks[drained]) >= 0)
            drained++;
        return drained;
    }

    private static Window Kind(ReadOnlySpan<ulong> frames, out int blank)
    {
        const ulong Absent = KernelPageFlags.NoPage | KernelPageFlags.Reserved;
        const ulong User = KernelPageFlags.Lru | KernelPageFlags.Anon | KernelPageFlags.Thp;
        bool moved = false, present = false, blocked = false;
        blank = 0;
        foreach (ulong flags in frames)
        {
            present |= flags != 0 && (flags & Absent) == 0;
            blank += flags == 0 ? 1 : 0;
            bool free = (flags & KernelPageFlags.Buddy) != 0;
            // Pages of the hugetlb pool move, but only into the pool.
            bool user = (flags & User) != 0 && (flags & (Absent | KernelPageFlags.Huge)) == 0;
            moved |= user;
            blocked |= !free && !user && flags != 0;
            if (blocked && present)
                return Window.Blocked;
        }
        return !present ? Window.Absent : blank > 0 ? Window.Blank
            : moved ? Window.Movable : Window.Free;
    }
}
