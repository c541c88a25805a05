using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>A range of frames with its own free lists, per-CPU lists, watermarks and LRU
/// (<c>struct zone</c>).</summary>
public sealed class Zone
{
    private readonly Frames frames;
    private readonly bool ignoresMobility;
    private readonly bool typesByPage;

    internal Zone(Frames frames, Pageblocks pageblocks, ZoneSpan span, int index,
        LruLists lru, MachineOptions options)
    {
        this.frames = frames;
        Pageblocks = pageblocks;
        Span = span;
        Index = index;
        Grouping = options.Grouping;
        ignoresMobility = options.IgnoresMobility;
        typesByPage = options.TypesByPage;
        Buddy = new Buddy(frames, pageblocks, span.Start, span.Spanned, options.Placement);
        Pcp = options.PerCpuLists
            ? new PerCpuLists(frames, pageblocks, Buddy) { FixedHigh = options.PerCpuPages } : null;
        Lru = lru.AddZone(index);
    }

    /// <summary>All zones of a machine, which share their LRU lists unless each has its own.
    /// </summary>
    internal static Zone[] All(Frames frames, Pageblocks pageblocks,
        IReadOnlyList<ZoneSpan> spans, MachineOptions options)
    {
        LruLists lru = new(frames);
        Zone[] zones = new Zone[spans.Count];
        for (int i = 0; i < zones.Length; i++)
        {
            if (i > 0 && options.LruPerZone)
                lru = new LruLists(frames);
            zones[i] = new Zone(frames, pageblocks, spans[i], i, lru, options);
        }
        return zones;
    }

    internal static int ListsNeeded =>
        FreeLists.ListsNeeded + PerCpuLists.ListsNeeded + LruLists.Count;

    /// <summary>Name and frames of the zone, as they were before boot.</summary>
    public ZoneSpan Span { get; }

    /// <summary>As the kernel prints it: DMA, DMA32, Normal, HighMem, Movable.</summary>
    public string Name => Span.Name;

    /// <summary>Place in the machine's order of zones, from low to high addresses.</summary>
    public int Index { get; }

    /// <summary>First pfn.</summary>
    public uint Start => Span.Start;

    /// <summary>One past the last pfn.</summary>
    public uint End => Span.End;

    /// <summary>Those of the whole machine: zones share them.</summary>
    public Pageblocks Pageblocks { get; }

    /// <summary>The buddy allocator of this zone's frames.</summary>
    public Buddy Buddy { get; }

    /// <summary>The buddy's free lists.</summary>
    public FreeLists Free => Buddy.Free;

    /// <summary>Null when the machine has none.</summary>
    public PerCpuLists? Pcp { get; }

    /// <summary>LRU lists of this zone's pages in use.</summary>
    public Lru Lru { get; }

    /// <summary>Marks that free pages are measured against.</summary>
    public Watermarks Watermarks { get; } = new();

    /// <summary>Frames the allocator was given at boot.</summary>
    public long Managed { get; internal set; }

    /// <summary>Frames in pageblocks kept for urgent high-order allocations.</summary>
    public long HighAtomicPages { get; set; }

    /// <summary>Free pages that only movable allocations may take (CMA).</summary>
    public long FreeCmaPages => HasCma ? Free.PagesOf(MigrateType.Cma) : 0;

    internal bool HasCma { get; set; }

    /// <summary>Do pageblocks have types, and are requests kept apart by mobility? Else there is
    /// one list an order.</summary>
    public bool Grouping { get; }

    /// <summary>Base pages on the buddy's lists, counted exactly; per-CPU lists are not in it.
    /// </summary>
    public long FreePages => Buddy.FreePages;

    /// <summary>Free pages as a check of the watermarks counts them.</summary>
    public long CountedFreePages => Buddy.Counter?.Read ?? Buddy.FreePages;

    /// <summary>Pages that reclaim could take. Where there are none, free ones stand for them, so
    /// that the zone is not passed over (<c>zone_reclaimable_pages</c>).</summary>
    public long ReclaimablePages =>
        Lru.InactiveFile + Lru.ActiveFile is long pages and > 0 ? pages : FreePages;

    /// <summary>Base pages on per-CPU lists; 0 when the machine has none.</summary>
    public int PcpPages => Pcp?.Pages ?? 0;

    /// <summary>Is the frame between start and end? Holes are, too.</summary>
    public bool Contains(uint pfn) => pfn - Start < Span.Spanned;

    /// <summary>The type whose lists serve a mobility here (<c>gfp_migratetype</c>).</summary>
    public MigrateType TypeFor(MigrateType mobility) =>
        !Grouping || ignoresMobility || (typesByPage && mobility != MigrateType.Movable)
            ? MigrateType.Unmovable : mobility;

    /// <summary>May a request of a mobility use CMA? Where requests are not grouped none may
    /// (<c>gfp_to_alloc_flags_cma</c> asks <c>gfp_migratetype</c>).</summary>
    public bool MayUseCma(MigrateType mobility) =>
        mobility == MigrateType.Movable && !ignoresMobility;

    /// <summary>The type whose per-CPU lists serve a mobility: where the free lists do not keep
    /// requests apart these do, or a page of CMA would go to any request.</summary>
    public MigrateType PcpTypeFor(MigrateType mobility) =>
        HasCma && !Grouping && MayUseCma(mobility) ? MigrateType.Movable : TypeFor(mobility);

    /// <summary>The type whose lists hold what is free in movable pageblocks, whether requests are
    /// kept apart or not.</summary>
    public MigrateType MovableList => Grouping ? MigrateType.Movable : MigrateType.Unmovable;

    /// <summary>The type on whose list a free block of this frame belongs.</summary>
    public MigrateType TypeOf(uint pfn) => Pageblocks.TypeOf(pfn);

    /// <summary>Frees a block that is in state Tail, by way of the per-CPU lists when they take
    /// its order and their lock is free.</summary>
    public void Release(uint pfn, int order, bool pastPcp = false)
    {
        MigrateType type = Pageblocks.TypeOf(pfn);
        if (typesByPage && MigrateTypes.IsMergeable(type))
            type = TypeFor(frames.Mobility(pfn));
        if (Pcp is { } pcp && !pastPcp && type != MigrateType.Isolate && pcp.Takes(order))
            pcp.Put(pfn, order, type);
        else
            Buddy.Put(pfn, order, type);
    }

    /// <summary>Changes the type of the pageblock that holds the frame
    /// (<c>set_pageblock_migratetype</c>).</summary>
    public void SetPageblockType(uint pfn, MigrateType type) => Pageblocks.SetType(
        pfn, MigrateTypes.IsMergeable(type) && ignoresMobility ? MigrateType.Unmovable : type);

    /// <summary>Gives a whole pageblock and the free memory in it to a type. A larger free block
    /// that holds it is split; a free pageblock merges with its like.</summary>
    public void Convert(uint pfn, MigrateType type)
    {
        int order = Pageblocks.BlockOrder;
        uint start = Math.Max(Pfn.Head(pfn, order), Start);
        Buddy.Separate(start, order);
        SetPageblockType(start, type);
        if (!FrameState.IsFreeOf(frames.State[start], order))
        {
            MoveFreeBlocks(start, type);
            return;
        }
        Buddy.TakeBlock(start, order, order, type);
        Buddy.Put(start, order, type);
    }

    /// <summary>Moves a free block to the end of a type's list; its pageblock keeps its type
    /// (<c>move_to_free_list</c>).</summary>
    public void Steal(uint pfn, MigrateType type) => Free.MoveToTail(pfn, type);

    /// <summary>Moves a free block of at least a pageblock to the end of a type's list, and gives
    /// all its pageblocks that type (<c>change_pageblock_range</c>).</summary>
    public void Claim(uint pfn, int order, MigrateType type)
    {
        for (uint at = pfn; at < pfn + Order.Pages(order); at += Pageblocks.Pages)
            SetPageblockType(at, type);
        Free.MoveToTail(pfn, type);
    }

    /// <summary>Splits a free block, so that the first part is of the order; all parts stay on the
    /// lists of the block's type (<c>expand</c>).</summary>
    public void Split(uint pfn, int order) => Buddy.Expand(pfn, order);

    /// <summary>Gives out a block of the order, as compaction does for its request
    /// (<c>compact_capture</c>).</summary>
    /// <returns>Its first frame, None without one.</returns>
    public uint Capture(int order, MigrateType type) => Buddy.Take(order, type);

    /// <summary>Puts a block without an owner onto the lists of a type, and merges it.</summary>
    public void GiveBack(uint pfn, int order, MigrateType type) => Buddy.Put(pfn, order, type);

    /// <summary>Turns the list that a free block is on, so that it comes first, or what follows it
    /// does (<c>move_freelist_head</c>, <c>move_freelist_tail</c>).</summary>
    public void TurnList(uint pfn, bool first) => Free.TurnTo(pfn, first);

    /// <summary>Puts a page to the young end of its LRU list.</summary>
    public void Rotate(uint pfn) => Lru.Rotate(pfn);

    /// <summary>Moves every free block of a pageblock to the tail of a type's list
    /// (<c>move_freepages_block</c>).</summary>
    /// <returns>Base pages moved.</returns>
    public int MoveFreeBlocks(uint pfn, MigrateType type)
    {
        uint start = Pfn.Head(pfn, Pageblocks.BlockOrder);
        uint end = Math.Min(start + Pageblocks.Pages, End);
        start = Math.Max(start, Start);
        int moved = 0;
        uint at = start;
        while (at < end)
        {
            byte state = frames.State[at];
            uint size = Order.Pages(FrameState.OrderOf(state));
            if (FrameState.IsFree(state))
            {
                Free.MoveToTail(at, type);
                moved += (int)size;
            }
            at += size;
        }
        return moved;
    }

    /// <summary>Takes a free block off the lists to migrate pages into it, or to keep it from
    /// others (<c>__isolate_free_page</c>). Its state is then Isolated, of the same order.
    /// </summary>
    public void Isolate(uint pfn)
    {
        int order = FrameState.OrderOf(frames.State[pfn]);
        Buddy.TakeBlock(pfn, order, order, FrameState.FreeType(frames.State[pfn]));
        frames.State[pfn] = FrameState.Isolated(order);
    }
}
