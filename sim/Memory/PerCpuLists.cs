using System.Numerics;
using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>
/// Free pages kept by one CPU before they reach the buddy (<c>struct per_cpu_pages</c>, 6.1): lists
/// for orders 0 to 3 by migrate type, and one for pages of the huge order.
/// </summary>
public sealed class PerCpuLists
{
    private const int SmallLists = (Order.Costly + 1) * MigrateTypes.PcpCount;
    private const int Lists = SmallLists + 1;

    /// <summary>How often what goes back at once may double
    /// (<c>CONFIG_PCP_BATCH_SCALE_MAX</c>, Linux 6.7 and the 6.1 that distributions ship).
    /// </summary>
    private const int MostDoublings = 5;

    private readonly Frames frames;
    private readonly Pageblocks pageblocks;
    private readonly Buddy buddy;
    private readonly uint first;
    private int freeFactor;

    /// <summary>Empty lists, whose heads are entries of the frames' table.</summary>
    public PerCpuLists(Frames frames, Pageblocks pageblocks, Buddy buddy)
    {
        this.frames = frames;
        this.pageblocks = pageblocks;
        this.buddy = buddy;
        first = frames.NewList();
        for (int i = 1; i < Lists; i++)
            frames.NewList();
    }

    /// <summary>Entries of <see cref="Frames"/> that the heads take.</summary>
    public static int ListsNeeded => Lists;

    /// <summary>Base pages on the lists.</summary>
    public int Pages { get; private set; }

    /// <summary>Blocks that went from here to the buddy, ever.</summary>
    public long Drained { get; private set; }

    /// <summary>More pages than this make the CPU give some back.</summary>
    public int High { get; set; }

    /// <summary>How many pages move at a time.</summary>
    public int Batch { get; set; } = 1;

    /// <summary>Not 0: a length that nothing changes, of lists of base pages alone, which give back
    /// one batch at a time (before Linux 5.13).</summary>
    public int FixedHigh { get; init; }

    /// <summary>Is reclaim at work in the zone? Then the lists are kept short.</summary>
    public bool ReclaimActive { get; set; }

    /// <summary>Does an allocation of this order go through the lists?</summary>
    public bool Takes(int order) => FixedHigh > 0
        ? order == 0 : order <= Order.Costly || order == pageblocks.BlockOrder;

    /// <summary>Number of blocks a refill asks the buddy for.</summary>
    public int RefillBlocks(int order) => Batch > 1 ? Math.Max(Batch >> order, 2) : Batch;

    /// <summary>The list's head in <see cref="Frames"/>, for walking it.</summary>
    public uint List(int order, MigrateType type) => first + (uint)Index(order, type);

    /// <summary>Has the list no block?</summary>
    public bool IsEmpty(int order, MigrateType type) => frames.IsEmpty(List(order, type));

    /// <summary>A caller is about to take: frees that come between allocations give back less at
    /// once (<c>rmqueue_pcplist</c>).</summary>
    internal void Asked() => freeFactor >>= 1;

    /// <summary>Takes the head of a list; None when it is empty.</summary>
    internal uint Take(int order, MigrateType type)
    {
        uint list = List(order, type);
        if (frames.IsEmpty(list))
            return Pfn.None;
        uint pfn = frames.First(list);
        Detach(pfn, order);
        return pfn;
    }

    /// <summary>The same on the list of the type that it came from.</summary>
    internal void Refill(uint pfn, int order, MigrateType type) => Refill(pfn, order, type, type);

    /// <summary>Adds a block that the buddy gave, behind those already here. It remembers the
    /// free list it came from, and goes back there if it is drained unused.</summary>
    /// <param name="pfn">First frame of the block.</param>
    /// <param name="order">Its order.</param>
    /// <param name="type">Type of the free list, unless it came from that of CMA.</param>
    /// <param name="list">Type of the list that it goes on here.</param>
    internal void Refill(uint pfn, int order, MigrateType type, MigrateType list)
    {
        bool cma = pageblocks.TypeOf(pfn) == MigrateType.Cma;
        Attach(pfn, order, cma ? MigrateType.Cma : type);
        frames.AddTail(List(order, list), pfn);
    }

    /// <summary>Frees a block to the list of its pageblock's type.</summary>
    internal void Put(uint pfn, int order) => Put(pfn, order, pageblocks.TypeOf(pfn));

    /// <summary>Frees a block to the list of its type, that of its pageblock as a rule, and gives
    /// a batch back when there are too many (<c>free_unref_page_commit</c>).</summary>
    internal void Put(uint pfn, int order, MigrateType type)
    {
        Attach(pfn, order, type);
        MigrateType listType = MigrateTypes.IsMergeable(type) ? type : MigrateType.Movable;
        int index = Index(order, listType);
        frames.AddHead(first + (uint)index, pfn);
        if (FixedHigh > 0)
        {
            if (Pages >= FixedHigh)
                Drain(Batch, index);
            return;
        }
        bool freeHigh = freeFactor > 0 && order is > 0 and <= Order.Costly;
        int high = freeHigh ? 0 : ReclaimActive ? Math.Min(Batch << 2, High) : High;
        if (Pages >= high)
            Drain(BatchToFree(high, freeHigh), index);
    }

    /// <summary>Gives everything back (<c>drain_local_pages</c>).</summary>
    internal void DrainAll()
    {
        if (Pages > 0)
            Drain(Pages, 0);
    }

    /// <summary>Takes one block off its list, wherever it stands; its state becomes a tail's.
    /// </summary>
    internal void Detach(uint pfn, int order)
    {
        frames.Remove(pfn);
        frames.State[pfn] = FrameState.Tail;
        Pages -= 1 << order;
    }

    private void Attach(uint pfn, int order, MigrateType type)
    {
        frames.State[pfn] = FrameState.Pcp(order);
        frames.Attributes[pfn] = (byte)type;
        Pages += 1 << order;
    }

    private static int Index(int order, MigrateType type) => order > Order.Costly
        ? SmallLists
        : (order * MigrateTypes.PcpCount) + (int)type;

    private int OrderOf(int index) =>
        index == SmallLists ? pageblocks.BlockOrder : index / MigrateTypes.PcpCount;

    /// <summary>How many pages go back at once: doubles while frees keep coming
    /// (<c>nr_pcp_free</c>).</summary>
    private int BatchToFree(int high, bool freeHigh)
    {
        if (freeHigh)
            return Pages;
        if (high < Batch)
            return 1;
        int most = high - Batch;
        int batch = Batch << freeFactor;
        if (batch < most && freeFactor < MostDoublings)
            freeFactor++;
        return Math.Clamp(batch, Math.Min(Batch, most), Math.Max(Batch, most));
    }

    /// <summary>Frees pages from the tails, one list after another, beginning with the one just
    /// freed to (<c>free_pcppages_bulk</c>).</summary>
    private void Drain(int pages, int index)
    {
        pages = Math.Min(pages, Pages);
        while (pages > 0)
        {
            while (frames.IsEmpty(first + (uint)index))
                index = (index + 1) % Lists;
            int order = OrderOf(index);
            uint list = first + (uint)index;
            do
            {
                uint pfn = frames.Last(list);
                Detach(pfn, order);
                buddy.Put(pfn, order, DrainType(pfn));
                Drained++;
                pages -= 1 << order;
            }
            while (pages > 0 && !frames.IsEmpty(list));
            index = (index + 1) % Lists;
        }
    }

    /// <summary>The type at the time of the free, unless the block was isolated or set aside
    /// since, or is no longer set aside.</summary>
    private MigrateType DrainType(uint pfn)
    {
        MigrateType now = pageblocks.TypeOf(pfn);
        var then = (MigrateType)(frames.Attributes[pfn] & 7);
        return now >= MigrateType.Isolate || then == MigrateType.SetAside ? now : then;
    }

    /// <summary>Batch size of a zone (<c>zone_batchsize</c>): 63 from 1 GiB on.</summary>
    public static int BatchOf(long managed)
    {
        int quarter = (int)Math.Max(Math.Min(managed >> 10, 256) / 4, 1);
        uint rounded = BitOperations.RoundUpToPowerOf2((uint)(quarter + (quarter / 2)) + 1) >> 1;
        return Math.Max((int)rounded - 1, 1);
    }
}
