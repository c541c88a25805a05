using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>
/// The way from a request to a block: own lists, fallback, then the slow path
/// (<c>mm/page_alloc.c</c>: <c>get_page_from_freelist</c>, <c>rmqueue</c>,
/// <c>__alloc_pages_slowpath</c>).
/// </summary>
public sealed class PageAllocator
{
    /// <summary>Rounds of direct reclaim before a base page is given up
    /// (<c>MAX_RECLAIM_RETRIES</c>).</summary>
    private const int MaxReclaimRounds = 16;

    private readonly Machine machine;
    private readonly IStrategy strategy;
    private readonly bool places;
    private readonly HighAtomicReserve reserve;

    internal PageAllocator(Machine machine, IStrategy strategy)
    {
        this.machine = machine;
        this.strategy = strategy;
        places = strategy.Places;
        reserve = new HighAtomicReserve(machine);
    }

    /// <summary>Reclaim and compaction were tried, and the request fails if the lists do not serve
    /// it now: strategies that keep types apart may give in (<c>ALLOC_NOFRAGMENT</c> is dropped
    /// here, before the OOM killer).</summary>
    public bool IsLastResort { get; private set; }

    internal IStrategy Strategy => strategy;

    /// <summary>Allocates a block of at most the largest buddy order.</summary>
    /// <returns>First frame, in state Tail; None when it failed.</returns>
    public uint Allocate(in AllocationRequest request)
    {
        bool slowly = machine.Reclaimer.IsGiven && request.Is(Effort.AfterReclaim);
        uint pfn = FromFreeLists(request, slowly ? Mark.Min : Mark.Low);
        if (pfn == Pfn.None)
            pfn = SlowPath(request);
        if (pfn != Pfn.None)
            machine.Counters[VmCounter.PgallocTotal] += Order.Pages(request.Order);
        return pfn;
    }

    /// <summary>Tries the free lists of every zone that may serve the request.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="mark">The watermark that must still hold afterwards.</param>
    public uint FromFreeLists(in AllocationRequest request, Mark mark)
    {
        IReadOnlyList<Zone> zones = machine.Zones;
        int highest = HighestZone(request);
        for (int i = highest; i >= 0; i--)
        {
            Zone zone = zones[i];
            if (mark != Mark.None && !WatermarkCheck.Holds(zone, request, mark, highest))
                continue;
            bool harder = machine.Options.KeepsHighAtomic
                && HighAtomicReserve.Serves(request, mark);
            uint pfn = FromZone(zone, request, harder);
            if (pfn == Pfn.None)
                continue;
            if (harder)
                HighAtomicReserve.Keep(zone, pfn);
            return pfn;
        }
        return Pfn.None;
    }

    /// <summary>Index of the highest zone a request may use: movable pages go anywhere unless they
    /// ask for lower zones, others not where only movable ones may be.</summary>
    public int HighestZone(in AllocationRequest request)
    {
        IReadOnlyList<Zone> zones = machine.Zones;
        int highest = zones.Count - 1;
        if (request.Mobility == MigrateType.Movable && !request.Is(Effort.LowZones))
            return highest;
        while (highest > 0 && zones[highest].Span.MovableOnly)
            highest--;
        return highest;
    }

    private uint FromZone(Zone zone, in AllocationRequest request, bool harder)
    {
        int order = request.Order;
        if (places)
        {
            uint place = strategy.Place(machine, zone, request);
            if (place != Pfn.None && zone.Buddy.TryCarve(place, order))
                return place;
        }
        MigrateType type = zone.TypeFor(request.Mobility);
        bool cma = zone.MayUseCma(request.Mobility) && zone.FreeCmaPages > 0;
        if (zone.Pcp is { } pcp && pcp.Takes(order))
        {
            pcp.Asked();
            MigrateType list = zone.PcpTypeFor(request.Mobility);
            uint pfn = pcp.Take(order, list);
            if (pfn == Pfn.None)
            {
                Refill(zone, pcp, order, type, list, cma);
                pfn = pcp.Take(order, list);
            }
            if (pfn != Pfn.None)
                return pfn;
        }
        uint taken = harder ? zone.Buddy.Take(order, MigrateType.HighAtomic) : Pfn.None;
        if (taken == Pfn.None)
            taken = FromBuddy(zone, order, type, cma);
        if (taken != Pfn.None)
            ChargeCheck(order);
        return taken;
    }

    private void Refill(
        Zone zone, PerCpuLists pcp, int order, MigrateType type, MigrateType list, bool cma)
    {
        zone.Buddy.Counter?.Hold();
        for (int i = pcp.RefillBlocks(order); i > 0; i--)
        {
            uint pfn = FromBuddy(zone, order, type, cma);
            if (pfn == Pfn.None)
                break;
            pcp.Refill(pfn, order, type, list);
            ChargeCheck(order);
        }
        zone.Buddy.Counter?.Release(zone.FreePages);
    }

    /// <summary>The pages of a small block are looked at in the constant time of its allocation.
    /// </summary>
    private void ChargeCheck(int order)
    {
        if (order > Order.Costly)
            machine.Ledger.Stall.LockNs += machine.Costs.CheckPageNs << order;
    }

    /// <summary>Own list, CMA, then whatever the strategy claims or steals
    /// (<c>__rmqueue</c>).</summary>
    private uint FromBuddy(Zone zone, int order, MigrateType type, bool cma)
    {
        if (cma && zone.FreeCmaPages > zone.FreePages / 2)
        {
            uint pfn = zone.Buddy.Take(order, MigrateType.Cma);
            if (pfn != Pfn.None)
                return pfn;
        }
        while (true)
        {
            uint pfn = zone.Buddy.Take(order, type);
            if (pfn == Pfn.None && cma)
                pfn = zone.Buddy.Take(order, MigrateType.Cma);
            if (pfn != Pfn.None || !zone.Grouping)
                return pfn;
            machine.Ledger.Stall.LockNs += machine.Costs.FallbackNs;
            long boost = zone.Watermarks.Boost;
            if (!strategy.Fallback(machine, zone, order, type))
                return Pfn.None;
            if (zone.Watermarks.Boost > boost)
                machine.Kswapd.Wake(0, zone.Index, callerReclaims: false);
        }
    }

    private uint SlowPath(in AllocationRequest request)
    {
        if (request.Is(Effort.Kswapd))
        {
            bool forOrder = request.Order <= Order.Costly || (strategy.Reclaim
                & (ReclaimPolicy.KswapdMakesRoom | ReclaimPolicy.KswapdPersists)) != 0;
            machine.Kswapd.Wake(
                forOrder ? request.Order : 0, HighestZone(request), request.Is(Effort.Direct));
        }
        uint pfn = FromFreeLists(request, Mark.Min);
        if (pfn != Pfn.None)
            return pfn;
        if (request.Order > 0)
        {
            pfn = strategy.Rescue(machine, request);
            if (pfn != Pfn.None || (request.Order > Order.Costly
                && (strategy.Reclaim & ReclaimPolicy.InRescue) != 0))
                return pfn;
        }
        if (machine.Reclaimer.IsGiven && request.Order <= Order.Costly)
            pfn = FromFreeLists(request, Mark.None);
        if (pfn == Pfn.None && request.Is(Effort.Direct))
            pfn = ReclaimAndRetry(request);
        if (pfn != Pfn.None || request.Order > Order.Costly)
            return pfn;
        IsLastResort = true;
        pfn = FromFreeLists(request, Mark.None);
        IsLastResort = false;
        return pfn;
    }

    /// <summary>A base page is never refused while reclaim makes progress; a huge one gets a
    /// single round, unless it is to be tried hard.</summary>
    private uint ReclaimAndRetry(in AllocationRequest request)
    {
        for (int round = 0; round <= MaxReclaimRounds; round++)
        {
            machine.Counters[VmCounter.AllocstallNormal]++;
            if (request.Order > Order.Costly)
                machine.Preemption.BeforeDirectReclaim();
            long reclaimed = machine.Reclaimer.Direct(request);
            uint pfn = FromFreeLists(request, Mark.Min);
            if (pfn == Pfn.None && reclaimed > 0 && DrainPcp(request.Mobility))
                pfn = FromFreeLists(request, Mark.Min);
            if (pfn != Pfn.None)
            {
                machine.Ledger.Path = GrantPath.Reclaimed;
                return pfn;
            }
            if (request.Order > Order.Costly
                ? !request.Is(Effort.RetryMayFail) || !MayYetHold(request) : reclaimed == 0)
                return Pfn.None;
        }
        return Pfn.None;
    }

    /// <summary>A recorded task has reclaimed for a request. If it still fails, what was taken may
    /// be on the per-CPU lists (<c>__alloc_pages_direct_reclaim</c>).</summary>
    public void AfterReclaim(in AllocationRequest request)
    {
        int highest = HighestZone(request);
        for (int i = highest; i >= 0; i--)
        {
            if (WatermarkCheck.Holds(machine.Zones[i], request, Mark.Min, highest))
                return;
        }
        DrainPcp(request.Mobility);
    }

    /// <summary>Would a zone hold the mark if all its page cache were free? Then a request that is
    /// to be tried hard is tried again (<c>should_reclaim_retry</c>).</summary>
    public bool MayYetHold(in AllocationRequest request)
    {
        int highest = HighestZone(request);
        for (int i = highest; i >= 0; i--)
        {
            Zone zone = machine.Zones[i];
            long mark = zone.Watermarks.Min + zone.Watermarks.Boost;
            if (WatermarkCheck.WouldHold(zone, request.Order, mark, request.Mobility, highest,
                    zone.ReclaimablePages))
                return true;
        }
        return false;
    }

    /// <summary>What was reclaimed may wait on the per-CPU lists of another type or below the order
    /// asked, or in the reserve of those that cannot wait (<c>drain_all_pages</c>,
    /// <c>unreserve_highatomic_pageblock</c> in <c>__alloc_pages_direct_reclaim</c>).</summary>
    /// <returns>Whether there was anything to drain.</returns>
    public bool DrainPcp(MigrateType wanted = MigrateType.Movable)
    {
        if (machine.Options.NeverDrains)
            return false;
        bool drained = reserve.GiveBack(wanted);
        for (int i = 0; i < machine.Zones.Count; i++)
        {
            Zone zone = machine.Zones[i];
            drained |= zone.PcpPages > 0;
            machine.DrainPcp(zone);
        }
        return drained;
    }
}
