using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>
/// Takes pages back from the LRU lists and from shrinkable slabs (<c>mm/vmscan.c</c>,
/// <c>shrink_node</c>). Pages go oldest first, whatever their address.
/// </summary>
public sealed class Reclaimer
{
    /// <summary>Pages a round of reclaim is after (<c>SWAP_CLUSTER_MAX</c>).</summary>
    public const int Cluster = 32;

    /// <summary>First round scans 1/4096 of a list (<c>DEF_PRIORITY</c>).</summary>
    public const int FirstPriority = 12;

    /// <summary>After so many pages a walk over a list looks whether it is to end early.
    /// </summary>
    private const int CancelEvery = 1 << 16;

    private readonly Machine machine;
    private readonly ListRound round;
    private long swapFree;

    internal Reclaimer(Machine machine)
    {
        this.machine = machine;
        round = new ListRound(machine);
        Lists = [.. machine.Zones.Select(z => z.Lru.Lists).Distinct()];
        Left = new LeftToReclaim(machine);
    }

    /// <summary>Pages that have no owner any more, and wait to be reclaimed.</summary>
    internal LeftToReclaim Left { get; }

    /// <summary>The node's LRU lists, or in old kernels those of each zone from the lowest up.
    /// </summary>
    public IReadOnlyList<LruLists> Lists { get; }

    /// <summary>Shrinks with the LRU lists; null when the workload has none.</summary>
    public IShrinker? Shrinker { get; set; }

    /// <summary>The workload says what reclaim takes: none is simulated for huge requests.
    /// </summary>
    public bool IsGiven { get; set; }

    /// <summary>What reclaim took for huge requests, where that is given.</summary>
    public IGivenReclaim? Given { get; set; }

    /// <summary>Room for anonymous pages, in pages; 0 is no swap.</summary>
    public long SwapFreePages { get => swapFree; set => swapFree = value; }

    /// <summary>Direct reclaim for a request: rounds of rising urgency until a cluster is freed.
    /// If nothing is, and active pages were spared, once more without sparing them
    /// (<c>do_try_to_free_pages</c>).</summary>
    /// <returns>Pages reclaimed.</returns>
    public long Direct(in AllocationRequest request)
    {
        if (IsGiven && request.Order > Order.Costly)
            return TakeGiven();
        int highestZone = machine.Allocator.HighestZone(request);
        long got = 0;
        for (ReclaimRound round = default; round.Begin(this, got);)
        {
            machine.Ledger.Stall.ReclaimNs += (highestZone + 1) * machine.Costs.ReclaimRoundNs;
            got += ShrinkNode(highestZone, round.Priority, Cluster, round.Ages, kswapd: false);
        }
        if (got > 0)
            machine.Kswapd.SawProgress();
        return got;
    }

    /// <summary>What is given for the request under way is free already: the caller pays for it.
    /// </summary>
    /// <returns>Pages; 0 where nothing is given.</returns>
    public long TakeGiven()
    {
        GivenReclaim got = Given?.Take() ?? default;
        machine.Ledger.Stall.ReclaimNs += (got.Scans * machine.Costs.LruScanNs)
            + (got.Rounds * machine.Costs.ReclaimRoundNs);
        machine.Ledger.ChargeReclaim(machine.Costs, got.Pages);
        return got.Pages;
    }

    /// <summary>Active pages were spared, as they did not outnumber the inactive ones, since this
    /// was last cleared (<c>skipped_deactivate</c>).</summary>
    public bool SparedActive { get; set; }

    /// <summary>One round over the node's lists, and the slabs (<c>shrink_node</c>).</summary>
    /// <param name="highestZone">Index of the highest zone that would do.</param>
    /// <param name="priority">From 12 down to 0, the most urgent.</param>
    /// <param name="goal">Stops once so many pages were taken, but in the first round of a caller.
    /// </param>
    /// <param name="ages">Active pages age whether or not they are many.</param>
    /// <param name="kswapd">Counts for kswapd rather than for a caller.</param>
    /// <returns>Pages reclaimed.</returns>
    public long ShrinkNode(int highestZone, int priority, long goal, bool ages, bool kswapd)
    {
        round.Begin(highestZone, priority, goal, ages, kswapd);
        while (round.Step())
        {
        }
        return round.Got + ShrinkSlab(priority);
    }

    /// <summary>Asks the shrinker for its share (<c>do_shrink_slab</c>: freeable objects scaled by
    /// priority, four halves of a seek).</summary>
    public long ShrinkSlab(int priority)
    {
        if (Shrinker is not { } shrinker)
            return 0;
        long objects = (shrinker.FreeableObjects >> priority) * 2;
        if (objects == 0)
            return 0;
        long pages = shrinker.Shrink(objects);
        machine.Ledger.ChargeReclaim(machine.Costs, pages);
        return pages;
    }

    /// <summary>Drops all clean page cache and shrinks all slabs
    /// (<c>vm.drop_caches = 3</c>).</summary>
    public void DropCaches()
    {
        machine.OffLru.Drain();
        for (int i = 0; i < Lists.Count; i++)
        {
            DropClean(Lists[i], active: false);
            DropClean(Lists[i], active: true);
        }
        if (Shrinker is { } shrinker)
            shrinker.Shrink(shrinker.FreeableObjects);
    }

    private void DropClean(LruLists lru, bool active)
    {
        uint pfn = lru.Oldest(anon: false, active);
        // Past the youngest comes the list's own head, which is no frame.
        for (long n = 0; pfn < machine.Frames.Count; n++)
        {
            if (n % CancelEvery == 0)
                machine.Cancel.ThrowIfCancellationRequested();
            uint younger = machine.Frames.Prev(pfn);
            const PageFlags kept = PageFlags.Dirty | PageFlags.Writeback | PageFlags.Pinned
                | PageFlags.Mlocked;
            if ((machine.Frames.Flags[pfn] & kept) == 0)
                Drop(pfn);
            pfn = younger;
        }
    }

    /// <summary>Could the block that begins here be dropped, or written to swap, now?</summary>
    public bool CanTake(uint pfn)
    {
        PageFlags flags = machine.Frames.Flags[pfn];
        const PageFlags kept = PageFlags.Mlocked | PageFlags.Pinned | PageFlags.Writeback;
        return (flags & PageFlags.Lru) != 0 && (flags & kept) == 0
            && ((flags & PageFlags.Anon) == 0 || swapFree >= machine.Frames.BlockSize(pfn));
    }

    /// <summary>Takes one block off its LRU list and frees it, however young it is: reclaim for
    /// the sake of what lies beside it.</summary>
    /// <returns>Pages reclaimed; 0 when it cannot be taken.</returns>
    public long Take(uint pfn)
    {
        machine.Ledger.Stall.ReclaimNs += machine.Costs.LruScanNs;
        machine.Counters[VmCounter.PgscanDirect]++;
        if (!CanTake(pfn))
            return 0;
        long got = Evict(pfn, (machine.Frames.Flags[pfn] & PageFlags.Anon) != 0);
        machine.Counters[VmCounter.PgstealDirect] += got;
        return got;
    }

    /// <summary>Takes one page, or keeps it: a referenced anonymous page is active again, a pinned
    /// one goes round.</summary>
    internal long ReclaimOne(Lru lru, uint pfn, bool anon)
    {
        Frames frames = machine.Frames;
        PageFlags flags = frames.Flags[pfn];
        if ((flags & PageFlags.Mlocked) != 0)
        {
            lru.Remove(pfn);
            return 0;
        }
        if ((flags & (PageFlags.Pinned | PageFlags.Writeback)) != 0)
        {
            lru.Rotate(pfn);
            return 0;
        }
        if (anon && (flags & PageFlags.Referenced) != 0)
        {
            frames.Flags[pfn] &= ~PageFlags.Referenced;
            machine.Counters[VmCounter.PgactivateTotal]++;
            lru.Move(pfn, active: true);
            return 0;
        }
        return Evict(pfn, anon);
    }

    private long Evict(uint pfn, bool anon)
    {
        long pages = machine.Frames.BlockSize(pfn);
        uint id = machine.Frames.Owner[pfn];
        if (anon && !SwapOut(pages))
            return 0;
        if (!anon && (machine.Frames.Flags[pfn] & PageFlags.Dirty) != 0)
        {
            machine.Ledger.Stall.WritebackNs += pages * machine.Costs.WritebackNs;
            machine.Counters[VmCounter.NrWritten] += pages;
        }
        Drop(pfn);
        if (anon && id != Pfn.None)
            machine.Handles.MarkSwapped(id);
        machine.Ledger.ChargeReclaim(machine.Costs, pages);
        return pages;
    }

    private bool SwapOut(long pages)
    {
        if (swapFree < pages)
            return false;
        swapFree -= pages;
        machine.Ledger.Stall.WritebackNs += pages * machine.Costs.SwapNs;
        machine.Counters[VmCounter.PswpOut] += pages;
        return true;
    }

    private void Drop(uint pfn)
    {
        uint id = machine.Frames.Owner[pfn];
        machine.Free(pfn);
        if (id != Pfn.None)
            machine.Handles.MarkReclaimed(id);
    }

    /// <summary>An active page becomes an inactive one (<c>shrink_active_list</c>).</summary>
    public void Deactivate(Lru lru, uint pfn)
    {
        machine.Frames.Flags[pfn] &= ~PageFlags.Referenced;
        machine.Counters[VmCounter.PgdeactivateTotal]++;
        lru.Move(pfn, active: false);
    }
}
