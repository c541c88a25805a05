using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel.Fallbacks;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>Is a run of compaction over? (<c>__compact_finished</c>)</summary>
internal static class CompactFinish
{
    /// <summary>Have the scanners met, or is a block available?</summary>
    /// <param name="run">The run, between two pageblocks or within one.</param>
    /// <param name="isEnough">Ends a run that is after no block in particular; may be null.</param>
    /// <param name="result">How it ended, when it has.</param>
    public static bool Reached(
        CompactControl run, Func<Zone, bool>? isEnough, out CompactResult result)
    {
        result = CompactResult.Success;
        if (run.ScannersMet)
        {
            run.Progress.ResetPositions();
            run.Progress.FlushSkips |= run.Task.Direct;
            result = run.CoversZone ? CompactResult.Complete : CompactResult.PartialSkipped;
            return true;
        }
        if (isEnough != null)
            return isEnough(run.Zone);
        return run.Task.Order >= 0
            && Pfn.IsAligned(run.MigratePfn, run.Zone.Pageblocks.BlockOrder)
            && HasBlock(run.Zone, run.Task.Order, run.Task.Type);
    }

    /// <summary>On the own lists, in CMA, or where a fallback could claim it.</summary>
    private static bool HasBlock(Zone zone, int order, MigrateType type)
    {
        FreeLists free = zone.Free;
        if (free.OrdersFrom(order, type) != 0)
            return true;
        if (type == MigrateType.Movable && free.OrdersFrom(order, MigrateType.Cma) != 0)
            return true;
        if (!zone.Grouping)
            return false;
        // A larger block may be claimable where one of the order asked is not.
        int smallest = order;
        while (!FallbackOrder.CanSteal(smallest, type, zone.Pageblocks.BlockOrder))
            smallest++;
        foreach (MigrateType other in FallbackOrder.Of(type))
        {
            if (free.OrdersFrom(smallest, other) != 0)
                return true;
        }
        return false;
    }
}
