using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>
/// Forgets which pageblocks were found useless, as far as a sample of their pages says that they
/// may be of use again, and begins at the outermost of these
/// (<c>__reset_isolation_suitable</c>, 6.1).
/// </summary>
/// <remarks>Sources are looked for in the lower half of the zone alone and targets in the upper.
/// Without either, the scanners are left where they meet, and the next run ends as it begins: so
/// does 6.1, once all that can move has been moved to the top.</remarks>
internal static class SkipReset
{
    /// <summary>Pages from one that is looked at to the next.</summary>
    private const uint Stride = 1u << Order.Costly;

    public static void Run(Machine machine, ZoneProgress progress)
    {
        if (!progress.FlushSkips)
            return;
        progress.FlushSkips = false;
        Zone zone = progress.Zone;
        uint pages = zone.Pageblocks.Pages;
        uint low = zone.Start, high = zone.End - 1;
        uint source = high, target = low;
        bool hasSource = false, hasTarget = false;
        for (; low < high; low += pages, high -= Math.Min(pages, high))
        {
            if (Clears(machine, zone, low, source: true, target: hasSource) && low < source)
            {
                hasSource = true;
                source = low;
                progress.InitMigratePfn = low;
                progress.MigratePfnAsync = progress.MigratePfnSync = low;
            }
            if (Clears(machine, zone, high, source: hasTarget, target: true) && high > target)
            {
                hasTarget = true;
                target = high;
                progress.InitFreePfn = progress.FreePfn = high;
            }
        }
        if (source < target)
            return;
        progress.MigratePfnAsync = progress.MigratePfnSync = low;
        progress.FreePfn = high;
    }

    /// <summary>Is there, in a sample of the pageblock, a page that could be moved or a free block
    /// to move to? Then its skip bit is cleared (<c>__reset_isolation_pfn</c>).</summary>
    private static bool Clears(Machine machine, Zone zone, uint pfn, bool source, bool target)
    {
        int blockOrder = zone.Pageblocks.BlockOrder;
        uint start = Pfn.Head(pfn, blockOrder);
        byte first = machine.Frames.State[start];
        if (FrameState.IsAllocated(first) && FrameState.OrderOf(first) >= blockOrder)
            return false;
        if (source && target && !zone.Pageblocks.IsSkipped(pfn))
            return true;
        if (!source && zone.TypeOf(pfn) != zone.MovableList)
            return false;
        uint end = Math.Min(start + zone.Pageblocks.Pages, zone.End);
        for (uint at = Math.Max(start, zone.Start); at < end; at += Stride)
        {
            if ((source && (machine.Frames.Flags[at] & PageFlags.Lru) != 0)
                || (target && FrameState.IsFree(machine.Frames.State[at])))
            {
                zone.Pageblocks.SetSkip(pfn, false);
                return true;
            }
        }
        return false;
    }
}
