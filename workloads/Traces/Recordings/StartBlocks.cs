using System.Numerics;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;

namespace FragSim.Traces.Recordings;

/// <summary>
/// Finds the blocks in use: every frame that the buddy was given and that is on no list. Frames
/// with the bits RESERVED or NOPAGE never were given; counting the others gives exactly the
/// <c>managed</c> of every zone, in every recording seen.
/// </summary>
/// <remarks>
/// The lists are a few milliseconds older than the flags, so the lists win: a page on a list is
/// free whatever its flags say, and a page that was freed in between counts as in use.
/// What has no telling flag (stacks, pipe buffers, upper page tables, memory of drivers) becomes
/// unmovable kernel memory of order 0, because only compound pages show their order.
/// </remarks>
internal sealed class StartBlocks(ulong[] flags, bool[] listed, MigrateType[] pageblocks)
{
    public const ulong NotManaged = KernelPageFlags.Reserved | KernelPageFlags.NoPage;

    private readonly List<StartBlock> blocks = [];

    public List<StartBlock> Find(IEnumerable<ZoneSpan> zones)
    {
        foreach (ZoneSpan zone in zones)
            for (uint pfn = zone.Start; pfn < zone.End;)
                pfn += Take(pfn, zone.End);
        return blocks;
    }

    /// <summary>Adds the block at a frame, if there is one, and returns its pages.</summary>
    private uint Take(uint pfn, uint end)
    {
        if (listed[pfn] || (flags[pfn] & NotManaged) != 0)
            return 1;
        int order = CompoundOrder(pfn, end);
        (PageSource source, MigrateType mobility) = Use(pfn);
        blocks.Add(new StartBlock(pfn, (byte)order, (uint)blocks.Count, mobility, source,
            KernelPageFlags.ToPageFlags(flags[pfn])));
        return Order.Pages(order);
    }

    /// <summary>Tails follow their head; all together are a power of two.</summary>
    private int CompoundOrder(uint pfn, uint end)
    {
        if ((flags[pfn] & KernelPageFlags.CompoundHead) == 0)
            return 0;
        uint next = pfn + 1;
        while (next < end && !listed[next] && (flags[next] & KernelPageFlags.CompoundTail) != 0)
            next++;
        int order = BitOperations.Log2(next - pfn);
        // A head that is not aligned was read while its block changed.
        return Math.Min(order, Math.Min(Order.Gigantic, BitOperations.TrailingZeroCount(pfn)));
    }

    private (PageSource, MigrateType) Use(uint pfn)
    {
        ulong f = flags[pfn];
        // Compaction does not touch pages of the hugetlb pool, as they are on no LRU list.
        if ((f & KernelPageFlags.Huge) != 0)
            return (PageSource.Huge, MigrateType.Unmovable);
        if ((f & KernelPageFlags.Slab) != 0)
            return (PageSource.Slab, SlabMobility(pfn));
        if ((f & KernelPageFlags.PageTable) != 0)
            return (PageSource.PageTable, MigrateType.Unmovable);
        if ((f & KernelPageFlags.Thp) != 0)
            return (PageSource.Huge, MigrateType.Movable);
        if ((f & KernelPageFlags.Anon) != 0)
            return (PageSource.Anon, MigrateType.Movable);
        if ((f & KernelPageFlags.Lru) == 0)
            return (PageSource.Kernel, MigrateType.Unmovable);
        bool shared = (f & KernelPageFlags.SwapBacked) != 0;
        return (shared ? PageSource.Anon : PageSource.PageCache, MigrateType.Movable);
    }

    /// <summary>Flags do not tell reclaimable slabs, but grouping put them into pageblocks of
    /// their own.</summary>
    private MigrateType SlabMobility(uint pfn) =>
        pageblocks[pfn >> Order.Huge] == MigrateType.Reclaimable
            ? MigrateType.Reclaimable : MigrateType.Unmovable;
}
