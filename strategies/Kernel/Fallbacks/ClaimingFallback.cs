using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Fallbacks;

/// <summary>
/// Fallback since Linux 6.15 (and in later 6.12): first claim a whole pageblock, from the largest
/// free block down, wherever half of it would be of our kind; then, rather than fail, steal the
/// smallest block that will do, whose remainders stay with their own type
/// (<c>__rmqueue_claim</c>, <c>__rmqueue_steal</c>).
/// </summary>
internal sealed class ClaimingFallback
{
    /// <summary>How far watermarks rise after a block was claimed, in 1/10000 of the high one
    /// (<c>vm.watermark_boost_factor</c>).</summary>
    public int BoostFactor { get; init; }

    /// <summary>Makes a block available on the lists of the type wanted.</summary>
    public bool Fallback(Machine machine, Zone zone, int order, MigrateType wanted)
    {
        for (int from = Order.MaxBuddy; from >= order; from--)
        {
            if (!FallbackOrder.CanSteal(from, wanted, zone.Pageblocks.BlockOrder))
                break;
            if (FallbackBlock.FindOn(zone, from, wanted) is { } type
                && TryClaim(machine, zone, zone.Free.Head(from, type), from, wanted))
                return true;
        }
        return Steal(machine, zone, order, wanted);
    }

    /// <summary>Takes over the pageblock of a free block (<c>try_to_claim_block</c>).</summary>
    private bool TryClaim(Machine machine, Zone zone, uint pfn, int from, MigrateType wanted)
    {
        if (from >= zone.Pageblocks.BlockOrder)
        {
            zone.Claim(pfn, from, wanted);
        }
        else
        {
            FallbackBlock.Boost(zone, BoostFactor);
            int free = FreePages(machine, zone, pfn);
            int alike = FallbackBlock.CountAlike(machine, zone, pfn, wanted, free);
            if (free + alike < zone.Pageblocks.Pages / 2)
                return false;
            zone.MoveFreeBlocks(pfn, wanted);
            zone.SetPageblockType(pfn, wanted);
        }
        machine.Counters[VmCounter.Extfrag]++;
        machine.Counters[VmCounter.ExtfragOwnershipChanged]++;
        return true;
    }

    private static bool Steal(Machine machine, Zone zone, int order, MigrateType wanted)
    {
        for (int from = order; from <= Order.MaxBuddy; from++)
        {
            if (FallbackBlock.FindOn(zone, from, wanted) is not { } type)
                continue;
            uint pfn = zone.Free.Head(from, type);
            zone.Split(pfn, order);
            zone.Steal(pfn, wanted);
            machine.Counters[VmCounter.Extfrag]++;
            return true;
        }
        return false;
    }

    /// <summary>Pages of the pageblock on the free lists; those on per-CPU lists are not.
    /// </summary>
    private static int FreePages(Machine machine, Zone zone, uint pfn)
    {
        uint start = Math.Max(Pfn.Head(pfn, zone.Pageblocks.BlockOrder), zone.Start);
        uint end = Math.Min(start + zone.Pageblocks.Pages, zone.End);
        int free = 0;
        for (uint at = start; at < end;)
        {
            byte state = machine.Frames.State[at];
            uint pages = FrameState.IsFree(state) ? Order.Pages(FrameState.OrderOf(state)) : 0;
            free += (int)pages;
            at += Math.Max(pages, 1);
        }
        return free;
    }
}
