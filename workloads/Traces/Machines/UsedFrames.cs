using FragSim.Sim.Base;
using FragSim.Sim.Boot;

namespace FragSim.Traces.Machines;

/// <summary>
/// Deals the frames in use of one zone out to those who use them. Kernel memory is in pageblocks
/// of its types as far as they hold it; more of it fills whole movable pageblocks, and room that is
/// left in pageblocks of its types has pages of users.
/// </summary>
internal sealed class UsedFrames
{
    /// <summary>Kernel memory, reclaimable slabs, anonymous pages, pages of files.</summary>
    private const int Kinds = 4;

    private static readonly (PageSource Source, MigrateType Mobility, PageFlags Flags)[] Uses =
    [
        (PageSource.Kernel, MigrateType.Unmovable, PageFlags.None),
        (PageSource.Slab, MigrateType.Reclaimable, PageFlags.None),
        (PageSource.Anon, MigrateType.Movable, PageFlags.Lru | PageFlags.Anon),
        (PageSource.PageCache, MigrateType.Movable, PageFlags.Lru),
    ];

    private readonly SortedDictionary<uint, int> homes = [];
    private readonly long[][] left = [new long[Kinds], new long[Kinds], new long[Kinds]];
    private readonly Rng rng;
    private uint lastHead = Pfn.None;
    private int lastHome;

    /// <param name="use">Pages of each use; as many as there are frames.</param>
    /// <param name="frames">The frames, in order of address.</param>
    /// <param name="types">The type of each pageblock by its first pfn.</param>
    /// <param name="rng">Draws what is left open.</param>
    public UsedFrames(ZoneUse use, ReadOnlySpan<uint> frames,
        SortedDictionary<uint, MigrateType> types, Rng rng)
    {
        this.rng = rng;
        SortedDictionary<uint, long> framesIn = [];
        for (int i = 0, next; i < frames.Length; i = next)
        {
            uint head = Pfn.Head(frames[i], Order.Huge);
            for (next = i; next < frames.Length && Pfn.Head(frames[next], Order.Huge) == head;)
                next++;
            framesIn[head] = next - i;
        }
        long[] room = new long[left.Length];
        foreach ((uint head, long count) in framesIn)
            room[homes[head] = HomeOf(types[head])] += count;
        Widen(use, room, framesIn);
        long[] kinds = [use.Unmovable, use.Reclaimable, use.Anon, use.File];
        // Each kind of kernel memory first in its own pageblocks, then in those of the other.
        foreach ((int kind, int home) in
            (ReadOnlySpan<(int, int)>)[(0, 0), (1, 1), (0, 1), (1, 0), (0, 2), (1, 2)])
            Give(kinds, kind, Math.Min(kinds[kind], room[home]), room, home);
        for (int home = 0; home < room.Length; home++)
        {
            long users = kinds[2] + kinds[3];
            long anon = users == 0 ? 0 : (long)((decimal)room[home] * kinds[2] / users);
            Give(kinds, 2, Math.Min(anon, kinds[2]), room, home);
            Give(kinds, 3, Math.Min(room[home], kinds[3]), room, home);
            Give(kinds, 2, Math.Min(room[home], kinds[2]), room, home);
        }
    }

    /// <summary>The block that a frame holds: drawn among what is left for its pageblock.</summary>
    public StartBlock Next(uint pfn, uint id)
    {
        uint head = Pfn.Head(pfn, Order.Huge);
        if (head != lastHead)
            (lastHead, lastHome) = (head, homes[head]);
        long[] kinds = left[lastHome];
        long at = rng.Below((uint)Math.Max(1, kinds.Sum()));
        int kind = 0;
        while (kind < Kinds - 1 && at >= kinds[kind])
            at -= kinds[kind++];
        kinds[kind]--;
        (PageSource source, MigrateType mobility, PageFlags flags) = Uses[kind];
        return new StartBlock(pfn, 0, id, mobility, source, flags);
    }

    private void Give(long[] kinds, int kind, long pages, long[] room, int home)
    {
        kinds[kind] -= pages;
        room[home] -= pages;
        left[home][kind] += pages;
    }

    /// <summary>Takes movable pageblocks, drawn at random, for kernel memory that its own do not
    /// hold.</summary>
    private void Widen(ZoneUse use, long[] room, SortedDictionary<uint, long> framesIn)
    {
        long missing = use.Unmovable + use.Reclaimable - room[0] - room[1];
        List<uint> movable = [.. homes.Where(h => h.Value == 2).Select(h => h.Key)];
        while (missing > 0 && movable.Count > 0)
        {
            int pick = (int)rng.Below((uint)movable.Count);
            uint head = movable[pick];
            movable[pick] = movable[^1];
            movable.RemoveAt(movable.Count - 1);
            homes[head] = 0;
            room[0] += framesIn[head];
            room[2] -= framesIn[head];
            missing -= framesIn[head];
        }
    }

    private static int HomeOf(MigrateType type) => type switch
    {
        MigrateType.Unmovable or MigrateType.HighAtomic => 0,
        MigrateType.Reclaimable => 1,
        _ => 2,
    };
}
