namespace FragSim.Sim.Memory;

/// <summary>
/// Per huge-page-sized block: pages in use, and pages that no strategy could move away (unmovable,
/// pinned, reserved, or part of a huge page that is held).
/// </summary>
public sealed class BlockUse
{
    private readonly int[] used;
    private readonly int[] blocked;

    /// <param name="frames">Frames of the machine.</param>
    /// <param name="order">Order of a block here: the huge order, at most a pageblock.</param>
    public BlockUse(uint frames, int order)
    {
        BlockOrder = order;
        Count = (frames + Order.Pages(order) - 1) >> order;
        used = new int[Count];
        blocked = new int[Count];
    }

    public int BlockOrder { get; }

    public uint Count { get; }

    public int UsedPages(uint block) => used[block];

    public int BlockedPages(uint block) => blocked[block];

    public void AddUsed(uint pfn, int order, int sign) => Add(used, pfn, order, sign);

    public void AddBlocked(uint pfn, int order, int sign) => Add(blocked, pfn, order, sign);

    /// <summary>Blocks of an order (at least <see cref="BlockOrder"/>), wholly within a zone, that
    /// hold nothing immovable.</summary>
    public long CountOpen(Zone zone, int order)
    {
        uint step = 1u << (order - BlockOrder);
        uint first = (zone.Start + Order.Pages(order) - 1) >> order << (order - BlockOrder);
        uint end = zone.End >> BlockOrder;
        long open = 0;
        for (uint block = first; block + step <= end; block += step)
        {
            if (IsOpen(block, step))
                open++;
        }
        return open;
    }

    /// <summary>Do a run of blocks hold nothing immovable?</summary>
    public bool IsOpen(uint block, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            if (blocked[block + i] != 0)
                return false;
        }
        return true;
    }

    private void Add(int[] counts, uint pfn, int order, int sign)
    {
        if (order <= BlockOrder)
        {
            counts[pfn >> BlockOrder] += sign << order;
            return;
        }
        uint end = (pfn + Order.Pages(order)) >> BlockOrder;
        for (uint block = pfn >> BlockOrder; block < end; block++)
            counts[block] += sign << BlockOrder;
    }
}
