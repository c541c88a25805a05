using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>
/// Physical memory and all that can be done to it: the mechanism. Judgement comes from the
/// strategy it is built for.
/// </summary>
public sealed class Machine
{
    /// <summary>Ids that there is room for at once, at most; more make the table grow.</summary>
    private const uint FirstHandles = 1 << 18;

    private readonly Zone[] zones;
    private readonly List<IDaemonPace> paces = [];

    internal Machine(IReadOnlyList<ZoneSpan> spans, MachineOptions options, CostModel costs,
        int hugeOrder, IStrategy strategy)
    {
        uint frames = spans.Max(z => z.End);
        Options = options;
        Costs = costs;
        HugeOrder = hugeOrder;
        Frames = new Frames(frames, (spans.Count * Zone.ListsNeeded) + SlabPages.ListsNeeded);
        Pageblocks = new Pageblocks(frames, options.PageblockOrder);
        Use = new BlockUse(frames, Math.Min(hugeOrder, options.PageblockOrder));
        Handles = new Handles((int)Math.Min(frames, FirstHandles));
        zones = Zone.All(Frames, Pageblocks, spans, options);
        Allocator = new PageAllocator(this, strategy);
        Migrator = new Migrator(this);
        Reclaimer = new Reclaimer(this);
        Kswapd = new Kswapd(this);
        OffLru = new OffLru(this);
        Ledger = CallerLedger;
    }

    /// <summary>What the strategy made of the kernel at boot.</summary>
    public MachineOptions Options { get; }
    /// <summary>Prices of the kernel's work, in ns.</summary>
    public CostModel Costs { get; }
    /// <summary>Ends the run early: work that may take long asks it.</summary>
    public CancellationToken Cancel { get; internal init; }
    /// <summary>Order of the huge pages that are asked for.</summary>
    public int HugeOrder { get; }
    /// <summary>State, owner and flags of every frame.</summary>
    public Frames Frames { get; }
    /// <summary>Migrate type and skip bit of every pageblock.</summary>
    public Pageblocks Pageblocks { get; }
    /// <summary>What is in use in each block of the huge order, and what could not be moved.
    /// </summary>
    public BlockUse Use { get; }
    /// <summary>Where each block of the workload is, by its id.</summary>
    public Handles Handles { get; }
    /// <summary>Grants and refuses pages (<c>mm/page_alloc.c</c>).</summary>
    public PageAllocator Allocator { get; }
    /// <summary>Moves pages in use (<c>mm/migrate.c</c>).</summary>
    public Migrator Migrator { get; }
    /// <summary>Frees pages of the LRU lists (<c>mm/vmscan.c</c>).</summary>
    public Reclaimer Reclaimer { get; }
    /// <summary>The thread that reclaims in the background.</summary>
    public Kswapd Kswapd { get; }
    /// <summary>Pages that are on no LRU list just now.</summary>
    public OffLru OffLru { get; }
    /// <summary>Slabs that reclaim may shrink; null where the workload shrinks its own.</summary>
    public SlabPages? Slabs { get; internal set; }

    /// <summary>Where work in the kernel is preempted.</summary>
    public IPreemption Preemption { get; internal set; } = NeverPreempted.Instance;

    /// <summary>When kcompactd runs; where strategies bring several, the first of them.</summary>
    public IDaemonPace Daemon { get; internal set; } = new AllAtOnce();

    /// <summary>A kcompactd is in the middle of its work.</summary>
    public bool IsDaemonAtWork => paces.Exists(static pace => pace.AtWork);

    /// <summary>The pace of one kcompactd; each has its own.</summary>
    public IDaemonPace TakePace()
    {
        IDaemonPace pace = paces.Count == 0 ? Daemon : new CpuPace(this);
        paces.Add(pace);
        return pace;
    }

    /// <summary>Huge pages taken at boot; null when there are none.</summary>
    public HugePool? Pool { get; set; }
    /// <summary>What <c>/proc/vmstat</c> would show.</summary>
    public VmCounters Counters { get; } = new();
    /// <summary>What compaction remembers in the start state.</summary>
    public IReadOnlyList<StartCompaction> StartCompaction { get; internal set; } = [];
    /// <summary>Simulated time.</summary>
    public long NowNs { get; internal set; }
    /// <summary>The ledger of the actor that pays for what is done now.</summary>
    public Ledger Ledger { get; internal set; }
    /// <summary>The ledger of the workload's current event.</summary>
    public Ledger CallerLedger { get; internal set; } = new();
    /// <summary>Time that background threads of the strategy have worked.</summary>
    public long BackgroundNs { get; set; }
    /// <summary>From low to high addresses.</summary>
    public IReadOnlyList<Zone> Zones => zones;

    /// <summary>Charges a ledger until the scope ends.</summary>
    public ChargeScope ChargeTo(Ledger ledger) => new(this, ledger);

    /// <summary>The zone that owns a frame.</summary>
    public Zone ZoneOf(uint pfn)
    {
        foreach (Zone zone in zones)
        {
            if (zone.Contains(pfn))
                return zone;
        }
        throw new ArgumentOutOfRangeException(nameof(pfn), pfn, "no zone owns the frame");
    }

    /// <summary>Gives a zone's per-CPU pages back to the buddy; the actor at work pays.</summary>
    public void DrainPcp(Zone zone)
    {
        if (zone.Pcp is not { } pcp)
            return;
        long before = pcp.Drained;
        pcp.DrainAll();
        Ledger.Stall.LockNs += (pcp.Drained - before) * Costs.DrainNs;
    }

    /// <summary>Frames that the allocator was given at boot, in all zones.</summary>
    public long ManagedPages => Sum(static z => z.Managed);

    /// <summary>Pages on free lists and per-CPU lists.</summary>
    public long FreePages => Sum(static z => z.FreePages + z.PcpPages);

    /// <summary>Pages that workloads and the boot have in use.</summary>
    public long AllocatedPages { get; private set; }

    /// <summary>Pages taken off the free lists that have no owner yet (targets of a migration).
    /// </summary>
    public long IsolatedPages { get; internal set; }

    /// <summary>Pages set aside at boot that are not in use now: free in the pool, in ZONE_MOVABLE
    /// or in CMA.</summary>
    public long ReservedIdlePages
    {
        get
        {
            long pages = Pool is { } pool ? (long)pool.FreeCount << pool.Order : 0;
            foreach (Zone zone in zones)
                pages += zone.Span.MovableOnly ? zone.FreePages + zone.PcpPages : zone.FreeCmaPages;
            return pages;
        }
    }

    /// <summary>kswapd is at work.</summary>
    public bool ReclaimActive { get; private set; }

    /// <summary>kswapd begins or ends its work; meanwhile per-CPU lists are kept short
    /// (<c>set_reclaim_active</c>).</summary>
    public void SetReclaimActive(bool active)
    {
        ReclaimActive = active;
        foreach (Zone zone in zones)
        {
            if (zone.Pcp is { } pcp)
                pcp.ReclaimActive = active;
        }
    }

    /// <summary>Says what a block taken from the lists is from now on.</summary>
    public void Own(uint pfn, int order, uint id, MigrateType mobility, PageSource source)
    {
        Frames.State[pfn] = FrameState.Allocated(order);
        Frames.SetAttributes(pfn, mobility, source);
        Frames.Owner[pfn] = id;
        Frames.Flags[pfn] = PageFlags.None;
        AllocatedPages += Order.Pages(order);
        Use.Add(pfn, order, UseKind(pfn), Blocks(pfn), 1);
        if (id != Pfn.None)
            Handles.Set(id, pfn);
    }

    /// <summary>Frees a block in use: to the pool it belongs to, or to the lists.</summary>
    /// <param name="pfn">Its first frame.</param>
    /// <param name="pastPcp">The per-CPU lists are locked.</param>
    public void Free(uint pfn, bool pastPcp = false)
    {
        int order = Disown(pfn);
        if (Pool is { } pool && pool.Owns(pfn))
        {
            OwnForPool(pfn, order);
            pool.Return(pfn);
            return;
        }
        Release(pfn, order, pastPcp);
    }

    /// <summary>Frees base pages with ids in a row as one block, as they were allocated. Pages that
    /// do not form one block here are freed one by one.</summary>
    public void FreeJoined(uint id, int order, bool pastPcp = false)
    {
        uint first = Handles[id];
        uint pages = Order.Pages(order);
        bool together = first != Pfn.None && Pfn.IsAligned(first, order);
        for (uint i = 0; i < pages && together; i++)
        {
            together = Handles[id + i] == first + i
                && Frames.State[first + i] == FrameState.Allocated(Order.Base);
        }
        for (uint i = 0; i < pages; i++)
        {
            uint pfn = Handles[id + i];
            if (pfn == Pfn.None)
                continue;
            Handles.Forget(id + i);
            if (together)
                Disown(pfn);
            else
                Free(pfn, pastPcp);
        }
        if (together)
            Release(first, order, pastPcp);
    }

    /// <summary>Takes a block from its owner, and puts it on no list yet.</summary>
    /// <returns>Its order.</returns>
    internal int Disown(uint pfn)
    {
        int order = FrameState.OrderOf(Frames.State[pfn]);
        if (OffLru.Any)
            OffLru.Forget(pfn);
        if ((Frames.Flags[pfn] & PageFlags.Lru) != 0)
            ZoneOf(pfn).Lru.Remove(pfn);
        else if (Slabs is { } slabs && slabs.Holds(pfn))
            slabs.Freed(pfn);
        Use.Add(pfn, order, UseKind(pfn), Blocks(pfn), -1);
        Frames.Flags[pfn] = PageFlags.None;
        AllocatedPages -= Order.Pages(order);
        Counters[VmCounter.Pgfree] += Order.Pages(order);
        Frames.State[pfn] = FrameState.Tail;
        return order;
    }

    /// <summary>Pins or unpins a block: a pinned page cannot move.</summary>
    public void SetPinned(uint pfn, bool pinned)
    {
        if (((Frames.Flags[pfn] & PageFlags.Pinned) != 0) == pinned)
            return;
        int order = FrameState.OrderOf(Frames.State[pfn]);
        Use.Add(pfn, order, UseKind(pfn), Blocks(pfn), -1);
        Frames.Flags[pfn] ^= PageFlags.Pinned;
        Use.Add(pfn, order, UseKind(pfn), Blocks(pfn), 1);
    }

    /// <summary>Puts a block of any order back on the lists; larger ones go in pieces.</summary>
    internal void Release(uint pfn, int order, bool pastPcp = false)
    {
        Zone zone = ZoneOf(pfn);
        Frames.State[pfn] = FrameState.Tail;
        if (order <= Order.MaxBuddy)
        {
            zone.Release(pfn, order, pastPcp);
            return;
        }
        uint end = pfn + Order.Pages(order);
        for (uint at = pfn; at < end; at += Order.Pages(Order.MaxBuddy))
            zone.Release(at, Order.MaxBuddy);
    }

    /// <summary>Gives a huge page to the pool as one not asked for yet.</summary>
    internal void OwnForPool(uint pfn, int order) =>
        Own(pfn, order, Pfn.None, MigrateType.Unmovable, PageSource.Huge);

    /// <summary>What a block in use counts as: a huge page as movable, because its user can give
    /// it up whole; a pinned page as unmovable.</summary>
    internal MigrateType KindOf(uint pfn) =>
        Frames.Source(pfn) == PageSource.Huge ? MigrateType.Movable
        : (Frames.Flags[pfn] & PageFlags.Pinned) != 0 ? MigrateType.Unmovable
        : Frames.Mobility(pfn);

    private int UseKind(uint pfn) => BlockUse.Kind(Frames.Source(pfn), Frames.Mobility(pfn),
        (Frames.Flags[pfn] & PageFlags.Pinned) != 0);

    /// <summary>No strategy could move this block away: it is unmovable, pinned, or a huge page.
    /// </summary>
    private bool Blocks(uint pfn) =>
        Frames.Mobility(pfn) != MigrateType.Movable
        || Frames.Source(pfn) == PageSource.Huge
        || (Frames.Flags[pfn] & PageFlags.Pinned) != 0;

    private long Sum(Func<Zone, long> pages)
    {
        long sum = 0;
        foreach (Zone zone in zones)
            sum += pages(zone);
        return sum;
    }
}
