using FragSim.Sim.Base;
using FragSim.Sim.Events;

namespace FragSim.Traces.Ftrace;

/// <summary>
/// What the flags of an allocation tell about its use and its patience. The trace does not say who
/// allocates; these are guesses from the masks that the callers in Linux 6.1 pass.
/// </summary>
internal static class GfpMeaning
{
    private const GfpFlags SlabBurst = GfpFlags.Nowarn | GfpFlags.Noretry;
    private const GfpFlags SkbHead = GfpFlags.Comp | GfpFlags.Nomemalloc;
    /// <summary>ext4 keeps its own buddy bitmaps in the page cache of an inode
    /// (<c>ext4_mb_init_group</c>).</summary>
    private const GfpFlags BuddyCache = GfpFlags.Nofs | GfpFlags.Comp;
    private const GfpFlags PageTable = GfpFlags.Kernel | GfpFlags.Account | GfpFlags.Zero;

    /// <summary>The likeliest use; each rule names the caller it stands for.</summary>
    public static PageSource Source(GfpFlags gfp, int order)
    {
        if (order >= Order.Huge)
            return PageSource.Huge;
        // mm/slub.c alloc_slab_page, and __GFP_RECLAIMABLE is the mark of inode and dentry caches.
        if (Has(gfp, GfpFlags.Reclaimable))
            return PageSource.Slab;
        if (IsBuffer(gfp) || (order == Order.Base && gfp == BuddyCache))
            return PageSource.PageCache;
        if (Has(gfp, GfpFlags.Movable))
            return Movable(gfp);
        // skb heads: net/core/skbuff.c kmalloc_reserve and the page fragment cache.
        if (Has(gfp, SkbHead) && (!Has(gfp, GfpFlags.Noretry) || Has(gfp, GfpFlags.High)))
            return PageSource.Network;
        // net/core/sock.c skb_page_frag_refill: order 3 without direct reclaim.
        if (order == 3 && Has(gfp, SlabBurst | GfpFlags.Comp | GfpFlags.Io)
            && !Has(gfp, GfpFlags.Nomemalloc) && !Has(gfp, GfpFlags.DirectReclaim))
            return PageSource.Network;
        if (Has(gfp, SlabBurst) && !Has(gfp, GfpFlags.Highmem))
            return PageSource.Slab;
        // fork: page tables (order 1 is the pgd pair of page table isolation), stacks of 16 KiB.
        if (Has(gfp, PageTable))
            return order <= 1 ? PageSource.PageTable : PageSource.Stack;
        return PageSource.Kernel;
    }

    /// <summary>A page for the buffers of a block device: <c>fs/buffer.c</c>
    /// <c>grow_dev_page</c>.</summary>
    public static bool IsBuffer(GfpFlags gfp) =>
        Has(gfp, GfpFlags.Nofail | GfpFlags.Hardwall) && !Has(gfp, GfpFlags.Fs);

    /// <summary>On which list the page ends, and whether it is written to at once.</summary>
    public static EventFlags Flags(GfpFlags gfp, PageSource source) => source switch
    {
        PageSource.Anon => EventFlags.Lru,
        PageSource.PageCache when Has(gfp, GfpFlags.Write) => EventFlags.Lru | EventFlags.Dirty,
        PageSource.PageCache => EventFlags.Lru,
        // Transparent huge pages go to the lists, pages of the hugetlb pool do not.
        PageSource.Huge when Has(gfp, GfpFlags.TranshugeLight) => EventFlags.Lru,
        _ => EventFlags.None,
    };

    public static Effort Effort(GfpFlags gfp)
    {
        Effort effort = Sim.Events.Effort.None;
        if (Has(gfp, GfpFlags.DirectReclaim))
            effort |= Sim.Events.Effort.Direct;
        else if (IsUrgent(gfp))
            effort |= Sim.Events.Effort.Atomic;
        if (Has(gfp, GfpFlags.KswapdReclaim))
            effort |= Sim.Events.Effort.Kswapd;
        if (Has(gfp, GfpFlags.Noretry))
            effort |= Sim.Events.Effort.NoRetry;
        if (Has(gfp, GfpFlags.RetryMayfail))
            effort |= Sim.Events.Effort.RetryMayFail;
        if (Has(gfp, GfpFlags.High))
            effort |= Sim.Events.Effort.High;
        if (Has(gfp, GfpFlags.Zero))
            effort |= Sim.Events.Effort.Zero;
        if (Has(gfp, GfpFlags.Movable) && !Has(gfp, GfpFlags.Highmem))
            effort |= Sim.Events.Effort.LowZones;
        return effort;
    }

    /// <summary>The type that is asked for (<c>gfp_migratetype</c>).</summary>
    public static MigrateType Mobility(GfpFlags gfp) =>
        Has(gfp, GfpFlags.Movable) ? MigrateType.Movable
        : Has(gfp, GfpFlags.Reclaimable) ? MigrateType.Reclaimable : MigrateType.Unmovable;

    /// <summary><c>ALLOC_HARDER</c> of 6.1: GFP_ATOMIC, but for slabs' first tries; later kernels
    /// have no flag of that name.</summary>
    private static bool IsUrgent(GfpFlags gfp) => !Has(gfp, GfpFlags.Nomemalloc)
        && (Has(gfp, GfpFlags.Atomic) || Has(gfp, GfpFlags.High));

    private static PageSource Movable(GfpFlags gfp)
    {
        // mm/filemap.c: FGP_WRITE sets __GFP_WRITE; readahead adds NORETRY and NOWARN, and file
        // systems take __GFP_FS away. What is left are anonymous faults, copies on write and
        // shared memory, which all live on the anonymous lists.
        bool cache = Has(gfp, GfpFlags.Write) || Has(gfp, SlabBurst) || !Has(gfp, GfpFlags.Fs);
        return cache ? PageSource.PageCache : PageSource.Anon;
    }

    private static bool Has(GfpFlags gfp, GfpFlags all) => (gfp & all) == all;
}
