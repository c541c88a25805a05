namespace FragSim.Sim.Memory;

/// <summary>
/// The kernel's measures of external fragmentation, in its own integer arithmetic
/// (<c>mm/vmstat.c</c>: <c>fill_contig_page_info</c>, <c>unusable_free_index</c>,
/// <c>__fragmentation_index</c>, <c>extfrag_for_order</c>).
/// </summary>
/// <param name="FreePages">Base pages on the free lists.</param>
/// <param name="FreeBlocks">Blocks of any order on the free lists.</param>
/// <param name="SuitableBlocks">Blocks of the order asked that the free blocks contain.</param>
/// <param name="Order">The order asked about.</param>
public readonly record struct FragmentationIndices(
    long FreePages, long FreeBlocks, long SuitableBlocks, int Order)
{
    /// <summary>The measures of a zone's free lists; per-CPU lists are not in them.</summary>
    public static FragmentationIndices Of(FreeLists free, int order)
    {
        Span<long> counts = stackalloc long[Base.Order.Count];
        for (int o = 0; o < counts.Length; o++)
            counts[o] = free.CountOfOrder(o);
        return Of(counts, order);
    }

    /// <param name="blocksByOrder">Free blocks of each order.</param>
    /// <param name="order">The order asked about; above the largest one, none is suitable.</param>
    public static FragmentationIndices Of(ReadOnlySpan<long> blocksByOrder, int order)
    {
        long pages = 0, blocks = 0, suitable = 0;
        for (int o = 0; o < blocksByOrder.Length; o++)
        {
            blocks += blocksByOrder[o];
            pages += blocksByOrder[o] << o;
            if (o >= order)
                suitable += blocksByOrder[o] << (o - order);
        }
        return new FragmentationIndices(pages, blocks, suitable, order);
    }

    /// <summary>Share of free memory that cannot serve the order: 0 none of it, 1000 all.</summary>
    public int Unusable => FreePages == 0
        ? 1000
        : (int)((FreePages - (SuitableBlocks << Order)) * 1000 / FreePages);

    /// <summary>Why a request would fail: towards 0 for lack of memory, towards 1000 for
    /// fragmentation; -1000 when it would not fail; 0 with no free block at all.</summary>
    public int Fragmentation
    {
        get
        {
            if (FreeBlocks == 0)
                return 0;
            if (SuitableBlocks > 0)
                return -1000;
            return (int)(1000 - ((1000 + (FreePages * 1000 / (1L << Order))) / FreeBlocks));
        }
    }

    /// <summary>External fragmentation in percent of free memory; 0 when none is free.</summary>
    public int Extfrag => FreePages == 0
        ? 0
        : (int)((FreePages - (SuitableBlocks << Order)) * 100 / FreePages);
}
