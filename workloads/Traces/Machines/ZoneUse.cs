using FragSim.Sim.Base;

namespace FragSim.Traces.Machines;

/// <summary>What the pages in use of a zone are used for: as many pages of each, all that are in
/// use together.</summary>
internal sealed record ZoneUse
{
    public long Anon { get; init; }
    public long File { get; init; }
    /// <summary>Kernel memory that cannot be freed on request.</summary>
    public long Unmovable { get; init; }
    /// <summary>Slabs that can.</summary>
    public long Reclaimable { get; init; }
    /// <summary>Do counters of the machine tell it?</summary>
    public bool IsTold { get; init; }

    /// <summary>By counters: what is on no LRU list is the kernel's (slabs, page tables, stacks,
    /// drivers, the hugetlb pool).</summary>
    /// <param name="used">Pages in use.</param>
    /// <param name="anon">Of them on anonymous lists.</param>
    /// <param name="file">On lists of files.</param>
    /// <param name="unevictable">On the list of those that are kept; most are mlocked anonymous
    /// memory.</param>
    /// <param name="slab">In reclaimable slabs.</param>
    public static ZoneUse Of(long used, long anon, long file, long unevictable, long slab)
    {
        long lru = anon + file + unevictable;
        long kernel = Math.Max(0, used - lru);
        long users = used - kernel;
        long ofFiles = lru == 0 ? 0 : (long)((decimal)file * users / lru);
        long reclaimable = Math.Min(slab, kernel);
        return new ZoneUse
        {
            Anon = users - ofFiles,
            File = ofFiles,
            Unmovable = kernel - reclaimable,
            Reclaimable = reclaimable,
            IsTold = true,
        };
    }

    /// <summary>Without counters: half of what users have is anonymous, and kernel memory is what
    /// is not free in pageblocks of its types; none where these are not known either.</summary>
    /// <param name="used">Pages in use.</param>
    /// <param name="ofType">Pageblocks by type; null when not known.</param>
    /// <param name="free">Free blocks by type and order; null when not known.</param>
    public static ZoneUse Unknown(long used, long[]? ofType, long[,]? free)
    {
        long unmovable = Math.Min(used, Part(MigrateType.Unmovable, ofType, free)
            + Part(MigrateType.HighAtomic, ofType, free));
        long reclaimable = Math.Min(
            used - unmovable, Part(MigrateType.Reclaimable, ofType, free));
        long users = used - unmovable - reclaimable;
        return new ZoneUse
        {
            Anon = users / 2,
            File = users - (users / 2),
            Unmovable = unmovable,
            Reclaimable = reclaimable,
        };
    }

    private static long Part(MigrateType type, long[]? ofType, long[,]? free)
    {
        if (ofType is null)
            return 0;
        long pages = ofType[(int)type] << Order.Huge;
        for (int order = 0; free is not null && order < Order.Count; order++)
            pages -= free[(int)type, order] << order;
        return Math.Max(0, pages);
    }
}
