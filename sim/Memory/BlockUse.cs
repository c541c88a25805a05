using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>
/// Per huge-page-sized block: pages in use by what they are, and pages that no strategy could move
/// away (unmovable, pinned, reserved, or part of a huge page that is held).
/// </summary>
public sealed class BlockUse
{
    /// <summary>States of a page in use: its mobility, or pinned.</summary>
    private const int States = 4;

    private const int Pinned = 3;

    private static readonly int KindCount = Enum.GetValues<PageSource>().Length * States;

    /// <summary>What is kept of each block, in bytes.</summary>
    public static int BytesOfBlock => (3 + KindCount) * sizeof(int);

    private readonly int[] used;
    private readonly int[] blocked;
    private readonly int[] reserved;
    private readonly int[] kinds;

    /// <param name="frames">Frames of the machine.</param>
    /// <param name="order">Order of a block here: the huge order, at most a pageblock.</param>
    public BlockUse(uint frames, int order)
    {
        BlockOrder = order;
        Count = (frames + Order.Pages(order) - 1) >> order;
        used = new int[Count];
        blocked = new int[Count];
        reserved = new int[Count];
        kinds = new int[Count * KindCount];
    }

    /// <summary>Can the blocks of so many frames be counted?</summary>
    public static bool Fits(long frames, int order) =>
        ((frames >> order) + 1) * KindCount <= Array.MaxLength;

    /// <summary>Order of a block here: the huge order, at most a pageblock's.</summary>
    public int BlockOrder { get; }

    /// <summary>Number of blocks; the last may be cut off by the end of memory.</summary>
    public uint Count { get; }

    /// <summary>Base pages of the block that are in use.</summary>
    public int UsedPages(uint block) => used[block];

    /// <summary>Base pages of the block that no strategy could move away.</summary>
    public int BlockedPages(uint block) => blocked[block];

    /// <summary>Frames that the allocator never had.</summary>
    public int ReservedPages(uint block) => reserved[block];

    /// <summary>Pages of huge pages, held or in the pool.</summary>
    public int HugePages(uint block)
    {
        int pages = 0;
        foreach (int ofState in Kinds(block).Slice((int)PageSource.Huge * States, States))
            pages += ofState;
        return pages;
    }

    /// <summary>Pages in use by kind: see <see cref="Kind"/>.</summary>
    public ReadOnlySpan<int> Kinds(uint block) =>
        kinds.AsSpan((int)block * KindCount, KindCount);

    /// <summary>Who asked for a page and whether it can move, as one number.</summary>
    public static int Kind(PageSource source, MigrateType mobility, bool pinned) =>
        ((int)source * States) + (pinned ? Pinned : (int)mobility);

    /// <summary>Who asked for pages of a kind: the inverse of <see cref="Kind"/>.</summary>
    internal static PageSource SourceOf(int kind) => (PageSource)(kind / States);

    /// <summary>Are pages of this kind pinned?</summary>
    internal static bool IsPinned(int kind) => kind % States == Pinned;

    /// <summary>Of a kind that is not pinned.</summary>
    public static MigrateType MobilityOf(int kind) => (MigrateType)(kind % States);

    /// <summary>A block of memory comes into use (1) or goes out of it (-1).</summary>
    /// <param name="pfn">Its first frame.</param>
    /// <param name="order">Its order.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="blocks">No strategy could move it away.</param>
    /// <param name="sign">1 or -1.</param>
    public void Add(uint pfn, int order, int kind, bool blocks, int sign)
    {
        uint first = pfn >> BlockOrder;
        if (order <= BlockOrder)
        {
            AddPages(first, kind, blocks, sign << order);
            return;
        }
        uint end = (pfn + Order.Pages(order)) >> BlockOrder;
        for (uint block = first; block < end; block++)
            AddPages(block, kind, blocks, sign << BlockOrder);
    }

    /// <summary>The allocator never gets a frame: it can never be moved.</summary>
    public void Reserve(uint pfn)
    {
        reserved[pfn >> BlockOrder]++;
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

    private void AddPages(uint block, int kind, bool blocks, int pages)
    {
        used[block] += pages;
        kinds[((int)block * KindCount) + kind] += pages;
        if (blocks)
            blocked[block] += pages;
    }
}
