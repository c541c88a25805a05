using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>May a zone give away a block, or would too little be left?
/// (<c>__zone_watermark_ok</c>)</summary>
public static class WatermarkCheck
{
    /// <summary>Would the zone stay above the mark, and has it a block of the order at all?
    /// (<c>__zone_watermark_ok</c>)</summary>
    public static bool Holds(
        Zone zone, in AllocationRequest request, Mark mark, int highestZone)
    {
        Watermarks marks = zone.Watermarks;
        long min = (mark == Mark.Low ? marks.Low : marks.Min) + marks.Boost;
        // The fast path knows no urgency: reserves are opened by the slow path alone.
        if (mark == Mark.Min && request.Is(Effort.High))
            min -= min / 2;
        if (mark == Mark.Min && request.Is(Effort.Atomic))
            min -= min / 4;
        return Holds(zone, request.Order, min, request.Mobility, highestZone,
            HighAtomicReserve.Serves(request, mark));
    }

    /// <summary>The same against any number of pages.</summary>
    public static bool Holds(
        Zone zone, int order, long min, MigrateType mobility, int highestZone,
        bool harder = false)
    {
        Watermarks marks = zone.Watermarks;
        long free = zone.CountedFreePages - (Order.Pages(order) - 1);
        if (!harder)
            free -= zone.HighAtomicPages;
        bool cma = zone.MayUseCma(mobility);
        if (!cma)
            free -= zone.FreeCmaPages;
        long reserve = highestZone < marks.Reserve.Length ? marks.Reserve[highestZone] : 0;
        if (free <= min + reserve)
            return false;
        return order == 0 || HasBlock(zone, order, cma)
            || (harder && zone.Free.OrdersFrom(order, MigrateType.HighAtomic) != 0);
    }

    /// <summary>The same if so many more pages were free, by the exact count
    /// (<c>zone_page_state_snapshot</c>).</summary>
    public static bool WouldHold(
        Zone zone, int order, long min, MigrateType mobility, int highestZone, long more) =>
        Holds(zone, order, min - more - (zone.FreePages - zone.CountedFreePages), mobility,
            highestZone);

    /// <summary>Is there a free block of an order, on a list that falls back or is CMA?</summary>
    private static bool HasBlock(Zone zone, int order, bool cma)
    {
        FreeLists free = zone.Free;
        return (free.OrdersFrom(order, MigrateType.Unmovable)
            | free.OrdersFrom(order, MigrateType.Movable)
            | free.OrdersFrom(order, MigrateType.Reclaimable)
            | (cma ? free.OrdersFrom(order, MigrateType.Cma) : 0)) != 0;
    }
}
