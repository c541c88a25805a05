namespace FragSim.Traces.Machines;

/// <summary>What pages are used for, of a zone or a whole machine, as counters of the kernel tell
/// it; in pages. Null where they do not.</summary>
public sealed record PageUse
{
    /// <summary>Anonymous memory on LRU lists, active and inactive.</summary>
    public long? Anon { get; init; }
    /// <summary>Page cache on LRU lists, active and inactive.</summary>
    public long? File { get; init; }
    /// <summary>On an LRU list, but kept from reclaim: mlocked pages and the like.</summary>
    public long? Unevictable { get; init; }
    /// <summary>Slabs that shrinkers can free (<c>nr_slab_reclaimable</c>).</summary>
    public long? SlabReclaimable { get; init; }

    /// <summary>Are the pages of LRU lists told?</summary>
    public bool IsKnown => Anon is not null || File is not null;

    /// <summary>All that is on LRU lists; what is not told counts as 0.</summary>
    public long LruPages => (Anon ?? 0) + (File ?? 0) + (Unevictable ?? 0);

    /// <summary>With a counter of <c>vmstat</c> or <c>zoneinfo</c>, whose names begin with
    /// <c>nr_</c> or <c>nr_zone_</c>, of <c>meminfo</c> or of an out-of-memory report.</summary>
    internal PageUse With(string counter, long pages) => counter switch
    {
        "nr_zone_inactive_anon" or "nr_zone_active_anon" or "nr_inactive_anon" or "nr_active_anon"
            or "inactive_anon" or "active_anon" or "Active(anon)" or "Inactive(anon)" =>
            this with { Anon = (Anon ?? 0) + pages },
        "nr_zone_inactive_file" or "nr_zone_active_file" or "nr_inactive_file" or "nr_active_file"
            or "inactive_file" or "active_file" or "Active(file)" or "Inactive(file)" =>
            this with { File = (File ?? 0) + pages },
        "nr_zone_unevictable" or "nr_unevictable" or "unevictable" or "Unevictable" =>
            this with { Unevictable = (Unevictable ?? 0) + pages },
        "nr_slab_reclaimable" or "slab_reclaimable" or "SReclaimable" =>
            this with { SlabReclaimable = (SlabReclaimable ?? 0) + pages },
        _ => this,
    };
}
