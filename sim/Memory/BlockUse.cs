namespace FragSim.Sim.Memory;

/// <summary>
/// Per huge-page-sized block: pages in use by what they are, and pages that no strategy could move
/// away (unmovable, pinned, reserved, or part of a huge page that is held).
/// </summary>
public sealed class BlockUse
{
    private readonly Pages[] pages;
    private readonly int[] blocked;

    /// <param name="frames">Frames of the machine.</param>
    /// <param name="order">Order of a block here: the huge order, at most a pageblock.</param>
    public BlockUse(uint frames, int order)
    {
        BlockOrder = order;
        Count = (frames + Order.Pages(order) - 1) >> order;
        pages = new Pages[Count];
        blocked = new int[Count];
    }

    public int BlockOrder { get; }

    public uint Count { get; }

    public int UsedPages(uint block) => pages[block].Used;

    public int BlockedPages(uint block) => blocked[block];

    /// <summary>Pages in use of a kind: movable ones are all that are neither of the others.
    /// </summary>
    public int UsedPages(uint block, MigrateType kind)
    {
        ref readonly Pages own = ref pages[block];
        return kind switch
        {
            MigrateType.Unmovable => own.Unmovable,
            MigrateType.Reclaimable => own.Reclaimable,
            _ => own.Used - own.Unmovable - own.Reclaimable,
        };
    }

    /// <summary>Frames that the allocator never had.</summary>
    public int ReservedPages(uint block) => pages[block].Reserved;

    /// <summary>A block of memory comes into use (1) or goes out of it (-1).</summary>
    /// <param name="pfn">Its first frame.</param>
    /// <param name="order">Its order.</param>
    /// <param name="kind">What it counts as: movable, reclaimable or unmovable.</param>
    /// <param name="blocks">No strategy could move it away.</param>
    public void Add(uint pfn, int order, MigrateType kind, bool blocks, int sign)
    {
        uint first = pfn >> BlockOrder;
        if (order <= BlockOrder)
        {
            pages[first].Add(kind, sign << order);
            if (blocks)
                blocked[first] += sign << order;
            return;
        }
        uint end = (pfn + Order.Pages(order)) >> BlockOrder;
        for (uint block = first; block < end; block++)
        {
            pages[block].Add(kind, sign << BlockOrder);
            if (blocks)
                blocked[block] += sign << BlockOrder;
        }
    }

    /// <summary>The allocator never gets a frame: nobody can ever move it.</summary>
    public void Reserve(uint pfn)
    {
        pages[pfn >> BlockOrder].Reserved++;
        blocked[pfn >> BlockOrder]++;
    }

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

    /// <summary>What is in one block, in base pages.</summary>
    private struct Pages
    {
        public int Used;
        public int Unmovable;
        public int Reclaimable;
        public int Reserved;

        public void Add(MigrateType kind, int change)
        {
            Used += change;
            if (kind == MigrateType.Unmovable)
                Unmovable += change;
            else if (kind == MigrateType.Reclaimable)
                Reclaimable += change;
        }
    }
}
