using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>Reclaim for the sake of compaction: as much as lets it work, no more
/// (<c>should_continue_reclaim</c>, <c>compaction_ready</c>).</summary>
internal static class CompactionRoom
{
    /// <summary>Reclaims a cluster, and in each round goes on until a zone is suitable, nothing
    /// more comes or little is left (<c>should_continue_reclaim</c>). A zone with room to spare
    /// ends it, and that is progress too (<c>do_try_to_free_pages</c> then says 1).</summary>
    /// <returns>Pages reclaimed.</returns>
    public static long Make(Machine machine, ZoneCompactor compactor, in AllocationRequest request,
        out bool progress)
    {
        int highest = machine.Allocator.HighestZone(request);
        progress = HasRoomToSpare(machine, compactor, request.Order, highest);
        machine.Preemption.BeforeDirectReclaim();
        if (progress)
        {
            machine.Reclaimer.TakeGiven();
            return 0;
        }
        machine.Counters[VmCounter.AllocstallNormal]++;
        long got = machine.Reclaimer.IsGiven
            ? machine.Reclaimer.Direct(request)
            : Reclaim(machine, compactor, request.Order, highest, out progress);
        progress |= got > 0;
        return got;
    }

    private static long Reclaim(Machine machine, ZoneCompactor compactor, int order, int highest,
        out bool isReady)
    {
        Reclaimer reclaimer = machine.Reclaimer;
        isReady = false;
        long got = 0;
        for (ReclaimRound round = default; !isReady && round.Begin(reclaimer, got);)
        {
            long taken;
            do
            {
                machine.Ledger.ChargeReclaimRound(machine.Costs, highest + 1);
                taken = reclaimer.ShrinkNode(
                    highest, round.Priority, Reclaimer.Cluster, round.Ages, kswapd: false);
                got += taken;
                machine.Preemption.CondResched();
            }
            while (taken > 0 && InactivePages(machine) > ZoneCompactor.Gap(order)
                && !CanCompact(machine, compactor, order, highest));
            isReady = HasRoomToSpare(machine, compactor, order, highest);
        }
        if (got > 0)
            machine.Kswapd.SawProgress();
        return got;
    }

    /// <summary>What to say of a request that compaction could not serve.</summary>
    public static FailureCause CauseOf(CompactResult result) => result switch
    {
        CompactResult.Skipped => FailureCause.Skipped,
        CompactResult.Deferred => FailureCause.Deferred,
        _ => FailureCause.Incomplete,
    };

    /// <summary>Would compaction work even if another task took memory meanwhile?
    /// (<c>compaction_ready</c>)</summary>
    private static bool HasRoomToSpare(
        Machine machine, ZoneCompactor compactor, int order, int highest)
    {
        for (int i = highest; i >= 0; i--)
        {
            Zone zone = machine.Zones[i];
            CompactResult? unsuitable = compactor.Unsuitable(zone, order, highest);
            if (unsuitable == CompactResult.Success)
                return true;
            long mark = zone.Watermarks.High + zone.Watermarks.Boost + ZoneCompactor.Gap(order);
            if (unsuitable == null && WatermarkCheck.Holds(
                    zone, 0, mark, MigrateType.Movable, highest))
                return true;
        }
        return false;
    }

    private static bool CanCompact(
        Machine machine, ZoneCompactor compactor, int order, int highest)
    {
        for (int i = highest; i >= 0; i--)
        {
            if (compactor.Unsuitable(machine.Zones[i], order, highest) != CompactResult.Skipped)
                return true;
        }
        return false;
    }

    private static long InactivePages(Machine machine)
    {
        bool swaps = machine.Reclaimer.SwapFreePages > 0;
        long pages = 0;
        for (int i = 0; i < machine.Zones.Count; i++)
        {
            Lru lru = machine.Zones[i].Lru;
            pages += lru.InactiveFile + (swaps ? lru.InactiveAnon : 0);
        }
        return pages;
    }
}
