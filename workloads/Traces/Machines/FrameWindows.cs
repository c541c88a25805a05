using FragSim.Sim.Results;
using FragSim.Traces.Recordings;

namespace FragSim.Traces.Machines;

/// <summary>Looks at every aligned range of one size in a zone: is it free, could it become free,
/// or what holds it?</summary>
internal sealed class FrameWindows(ulong[] flags, MachineZone zone, int order)
{
    private enum Window { Absent, Free, Movable, Blocked, Blank }

    private enum Holder { Slab, PageTable, Pool, Reserved, Other }

    private readonly long[] counts = new long[Enum.GetValues<Window>().Length];
    private readonly long[] heldBy = new long[Enum.GetValues<Holder>().Length];
    private readonly int[] holding = new int[Enum.GetValues<Holder>().Length];
    private readonly List<int> blanks = [];

    /// <param name="freePages">Free pages of the zone.</param>
    /// <param name="limit">What it keeps from users.</param>
    public HugeSurvey Count(long freePages, UserLimit limit)
    {
        ulong size = 1ul << order;
        ulong first = ((ulong)zone.StartPfn! + size - 1) / size * size;
        for (ulong at = first; at + size <= zone.Span.End; at += size)
        {
            Window kind = Kind(flags.AsSpan((int)at, (int)size), out int blank);
            counts[(int)kind]++;
            if (kind == Window.Blank)
                blanks.Add(blank);
            else if (kind == Window.Blocked)
                heldBy[Array.IndexOf(holding, holding.Max())]++;
        }
        long free = counts[(int)Window.Free], drained = Drained(zone.PcpPages);
        long movable = counts[(int)Window.Movable] + drained;
        long now = Math.Min(free, limit.Blocks(freePages, order));
        // What moves out of one range must find room outside of those that are wanted whole, and
        // moving it makes no more pages free.
        long room = Math.Max(0, freePages - (free << order)) >> order;
        long compacted = Math.Min(Math.Min(movable, room),
            Math.Max(0, limit.Blocks(freePages, order) - free));
        long reclaimed = Math.Min(movable - compacted,
            Math.Max(0, limit.Blocks(zone.Managed, order) - free - compacted));
        long other = counts[(int)Window.Blank] - drained;
        return new HugeSurvey(order, now, free - now + movable - compacted - reclaimed, compacted,
            reclaimed, counts[(int)Window.Blocked] + other)
        {
            NeverHeldBy = new HolderSurvey(heldBy[(int)Holder.Slab], heldBy[(int)Holder.PageTable],
                heldBy[(int)Holder.Pool], heldBy[(int)Holder.Reserved],
                heldBy[(int)Holder.Other] + other),
        };
    }

    /// <summary>Pages on per-CPU lists have no flag, as some kernel memory. As many of the frames
    /// without a flag as there are such pages are taken for them, where there are fewest; they do
    /// not stand in the way.</summary>
    private long Drained(long pcpPages)
    {
        blanks.Sort();
        int drained = 0;
        while (drained < blanks.Count && (pcpPages -= blanks[drained]) >= 0)
            drained++;
        return drained;
    }

    private Window Kind(ReadOnlySpan<ulong> frames, out int blank)
    {
        const ulong Absent = KernelPageFlags.NoPage | KernelPageFlags.Reserved;
        const ulong User = KernelPageFlags.Lru | KernelPageFlags.Anon | KernelPageFlags.Thp;
        bool moved = false, present = false, blocked = false;
        blank = 0;
        Array.Clear(holding);
        foreach (ulong flags in frames)
        {
            present |= flags != 0 && (flags & Absent) == 0;
            blank += flags == 0 ? 1 : 0;
            bool free = (flags & KernelPageFlags.Buddy) != 0;
            // Pages of the hugetlb pool move, but only into the pool.
            bool user = (flags & User) != 0 && (flags & (Absent | KernelPageFlags.Huge)) == 0;
            moved |= user;
            if (free || user || flags == 0)
                continue;
            blocked = true;
            holding[(int)HolderOf(flags)]++;
        }
        return !present ? Window.Absent : blocked ? Window.Blocked
            : blank > 0 ? Window.Blank : moved ? Window.Movable : Window.Free;
    }

    private static Holder HolderOf(ulong flags) =>
        (flags & KernelPageFlags.Slab) != 0 ? Holder.Slab
        : (flags & KernelPageFlags.PageTable) != 0 ? Holder.PageTable
        : (flags & KernelPageFlags.Huge) != 0 ? Holder.Pool
        : (flags & (KernelPageFlags.Reserved | KernelPageFlags.NoPage)) != 0 ? Holder.Reserved
        : Holder.Other;
}
