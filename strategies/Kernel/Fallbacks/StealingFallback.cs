using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Fallbacks;

/// <summary>
/// Fallback as Linux 6.1 does it (<c>__rmqueue_fallback</c>, <c>steal_suitable_fallback</c>): take
/// the largest block of another type, so that mixing is rare, and claim its whole pageblock when
/// half of it would be of our kind.
/// </summary>
internal sealed class StealingFallback
{
    /// <summary>Blocks smaller than this may not be fallen back to; a pageblock when mixing is to
    /// be avoided (<c>ALLOC_NOFRAGMENT</c>).</summary>
    public int MinOrder { get; init; }

    /// <summary>How far watermarks rise after a block was mixed, so that kswapd makes room, in
    /// 1/10000 of the high one; 0 not at all (<c>vm.watermark_boost_factor</c>).</summary>
    public int BoostFactor { get; init; }

    /// <summary>Makes a block available on the lists of the type wanted.</summary>
    public bool Fallback(Machine machine, Zone zone, int order, MigrateType wanted)
    {
        uint pfn = Find(zone, order, wanted, out bool whole);
        if (pfn == Pfn.None)
            return false;
        machine.Counters[VmCounter.Extfrag]++;
        if (Steal(machine, zone, pfn, wanted, whole))
            machine.Counters[VmCounter.ExtfragOwnershipChanged]++;
        return true;
    }

    /// <summary>The block to fall back to: the largest there is, or the smallest that will do when
    /// a movable request would only borrow it.</summary>
    private uint Find(Zone zone, int order, MigrateType wanted, out bool whole)
    {
        int half = zone.Pageblocks.BlockOrder;
        for (int from = Order.MaxBuddy; from >= Math.Max(order, MinOrder); from--)
        {
            if (FallbackBlock.FindOn(zone, from, wanted) is not { } type)
                continue;
            whole = FallbackOrder.CanSteal(from, wanted, half);
            if (whole || wanted != MigrateType.Movable || from <= order)
                return zone.Free.Head(from, type);
            return FindSmallest(zone, order, wanted);
        }
        whole = false;
        return Pfn.None;
    }

    private static uint FindSmallest(Zone zone, int order, MigrateType wanted)
    {
        for (int from = order; from <= Order.MaxBuddy; from++)
        {
            if (FallbackBlock.FindOn(zone, from, wanted) is { } type)
                return zone.Free.Head(from, type);
        }
        return Pfn.None;
    }

    /// <summary>Moves the block, or all free memory of its pageblock, to the type's lists.
    /// </summary>
    /// <returns>Whether the pageblock changed its type.</returns>
    private bool Steal(Machine machine, Zone zone, uint pfn, MigrateType wanted, bool whole)
    {
        int from = FrameState.OrderOf(machine.Frames.State[pfn]);
        MigrateType blockType = zone.TypeOf(pfn);
        if (blockType == MigrateType.HighAtomic)
        {
            zone.Steal(pfn, wanted);
            return false;
        }
        if (from >= zone.Pageblocks.BlockOrder)
        {
            zone.Claim(pfn, from, wanted);
            return true;
        }
        FallbackBlock.Boost(zone, BoostFactor);
        int moved = whole ? zone.MoveFreeBlocks(pfn, wanted) : 0;
        if (moved == 0)
        {
            zone.Steal(pfn, wanted);
            return false;
        }
        if (moved + FallbackBlock.CountAlike(machine, zone, pfn, wanted, moved)
            < zone.Pageblocks.Pages / 2)
            return false;
        zone.SetPageblockType(pfn, wanted);
        return true;
    }
}
