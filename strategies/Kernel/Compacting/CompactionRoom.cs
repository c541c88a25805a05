using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>Reclaim for the sake of compaction: as much as lets it work, no more
/// (<c>should_continue_reclaim</c>, <c>compaction_ready</c>).</summary>
internal static class CompactionRoom
{
    /// <summary>Reclaims a cluster, and goes on until a zone is suitable, a gap's worth was taken,
    /// or nothing more comes. A zone with room to spare is left alone, and that is progress too
    /// (<c>do_try_to_free_pages</c> then says 1).</summary>
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
        long gap = ZoneCompactor.Gap(request.Order);
        long got = 0;
        while (got < gap)
        {
            long round = machine.Reclaimer.Direct(request);
            got += round;
            if (round == 0 || InactivePages(machine) <= gap
                || CanCompact(machine, compactor, request.Order, highest))
                break;
        }
        progress = got > 0;
        return got;
    }

    /// <summary>What to say of a request that compaction could not serve.</summary>
    public static FailureCause CauseOf(CompactResult result) => result switch
    {
        CompactResult.Skipped => FailureCause.Skipped,
        CompactResult.Deferred => FailureCause.Deferred,
        _ => FailureCause.Incomplete,
    };

    /// <summary>Would compaction work even if somebody else took memory meanwhile?
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
        long pages = 0;
        for (int i = 0; i < machine.Zones.Count; i++)
            pages += machine.Zones[i].Lru.InactiveFile;
        return pages;
    }
}
