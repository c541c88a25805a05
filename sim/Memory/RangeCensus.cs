using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>What stands in the aligned ranges of one order, in all zones.</summary>
/// <param name="Ranges">Ranges that lie wholly within a zone.</param>
/// <param name="Open">Of these hold nothing immovable.</param>
/// <param name="Huge">Of these are huge pages throughout, held or in the pool.</param>
/// <param name="LeastImmovable">Pages that cannot move, in that of the others which has fewest; 0
/// when there is no other.</param>
public readonly record struct RangeCensus(long Ranges, long Open, long Huge, long LeastImmovable)
{
    /// <summary>Counts as things are now.</summary>
    /// <param name="zones">All zones.</param>
    /// <param name="use">What the blocks of these zones hold.</param>
    /// <param name="order">Order of the ranges: at least a block of <see cref="BlockUse"/>.</param>
    public static RangeCensus Of(IReadOnlyList<Zone> zones, BlockUse use, int order)
    {
        long ranges = 0, open = 0, huge = 0, least = long.MaxValue;
        uint size = Order.Pages(order);
        foreach (Zone zone in zones)
        {
            uint at = (zone.Start + size - 1) & ~(size - 1);
            for (; at < zone.End && zone.End - at >= size; at += size)
            {
                (long blocked, long ofHuge) = Immovable(use, at, order);
                ranges++;
                if (blocked == 0)
                    open++;
                else if (ofHuge == size)
                    huge++;
                else
                    least = Math.Min(least, blocked);
            }
        }
        return new RangeCensus(ranges, open, huge, least == long.MaxValue ? 0 : least);
    }

    private static (long Blocked, long Huge) Immovable(BlockUse use, uint start, int order)
    {
        long blocked = 0, huge = 0;
        uint first = start >> use.BlockOrder;
        for (uint block = first; block < first + (1u << (order - use.BlockOrder)); block++)
        {
            blocked += use.BlockedPages(block);
            huge += use.HugePages(block);
        }
        return (blocked, huge);
    }
}
