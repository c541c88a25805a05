using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Run;

namespace FragSim.Strategies.Kernel.Fallbacks;

/// <summary>What every way to fall back asks of a block of another type, and does to it.</summary>
internal static class FallbackBlock
{
    /// <summary>A list of another type that has a block of the order, in the order in which
    /// they are tried; null without one.</summary>
    public static MigrateType? FindOn(Zone zone, int order, MigrateType wanted)
    {
        foreach (MigrateType type in FallbackOrder.Of(wanted))
        {
            if (!zone.Free.IsEmpty(order, type))
                return type;
        }
        return null;
    }

    /// <summary>Pages in use in the pageblock that suit the type: for a movable request the movable
    /// ones, for others those that are not movable in a movable block.</summary>
    public static int CountAlike(
        Machine machine, Zone zone, uint pfn, MigrateType wanted, int free)
    {
        uint start = Math.Max(Pfn.Head(pfn, zone.Pageblocks.BlockOrder), zone.Start);
        uint end = Math.Min(start + zone.Pageblocks.Pages, zone.End);
        int movable = PageblockSurvey.Survey(machine, start, end).Movable
            - machine.OffLru.CountIn(start, end);
        if (wanted == MigrateType.Movable)
            return movable;
        return zone.TypeOf(pfn) == MigrateType.Movable
            ? (int)zone.Pageblocks.Pages - free - movable
            : 0;
    }

    /// <summary>Raises the watermarks by a pageblock, up to the factor
    /// (<c>boost_watermark</c>).</summary>
    public static void Boost(Zone zone, int factor)
    {
        long block = zone.Pageblocks.Pages;
        if (factor == 0 || zone.Managed < block * 4)
            return;
        long most = Math.Max(block, zone.Watermarks.High * factor / 10_000);
        zone.Watermarks.Boost = Math.Min(zone.Watermarks.Boost + block, most);
    }
}
