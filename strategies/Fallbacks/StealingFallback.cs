using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Strategies.Fallbacks;

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

    /// <summary>Raise the watermarks after a block was mixed, so that kswapd makes room
    /// (<c>boost_watermark</c>, <c>vm.watermark_boost_factor</c>).</summary>
    public bool Boosts { get; init; }

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
            if (FindOn(zone, from, wanted) is not { } type)
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
            if (FindOn(zone, from, wanted) is { } type)
                return zone.Free.Head(from, type);
        }
        return Pfn.None;
    }

    private static MigrateType? FindOn(Zone zone, int order, MigrateType wanted)
    {
        foreach (MigrateType type in FallbackOrder.Of(wanted))
        {
            if (!zone.Free.IsEmpty(order, type))
                return type;
        }
        return null;
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
            zone.Free.MoveToTail(pfn, wanted);
            return false;
        }
        if (from >= zone.Pageblocks.BlockOrder)
        {
            for (uint at = pfn; at < pfn + Order.Pages(from); at += zone.Pageblocks.Pages)
                zone.SetPageblockType(at, wanted);
            zone.Free.MoveToTail(pfn, wanted);
            return true;
        }
        if (Boosts)
            Boost(zone);
        int moved = whole ? zone.MoveFreeBlocks(pfn, wanted) : 0;
        if (moved == 0)
        {
            zone.Free.MoveToTail(pfn, wanted);
            return false;
        }
        if (moved + CountAlike(machine, zone, pfn, wanted, moved) < zone.Pageblocks.Pages / 2)
            return false;
        zone.SetPageblockType(pfn, wanted);
        return true;
    }

    /// <summary>Pages in use in the pageblock that suit the type: for a movable request the movable
    /// ones, for others those that are not movable in a movable block.</summary>
    private static int CountAlike(
        Machine machine, Zone zone, uint pfn, MigrateType wanted, int free)
    {
        uint start = Math.Max(Pfn.Head(pfn, zone.Pageblocks.BlockOrder), zone.Start);
        uint end = Math.Min(start + zone.Pageblocks.Pages, zone.End);
        int movable = PageblockSurvey.Survey(machine, start, end).Movable;
        if (wanted == MigrateType.Movable)
            return movable;
        return zone.TypeOf(pfn) == MigrateType.Movable
            ? (int)zone.Pageblocks.Pages - free - movable
            : 0;
    }

    private static void Boost(Zone zone)
    {
        long block = zone.Pageblocks.Pages;
        if (zone.Managed < block * 4)
            return;
        long most = Math.Max(block, zone.Watermarks.High * 15_000 / 10_000);
        zone.Watermarks.Boost = Math.Min(zone.Watermarks.Boost + block, most);
    }
}
