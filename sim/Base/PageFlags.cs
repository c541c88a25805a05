namespace FragSim.Sim.Base;

/// <summary>States of an allocated block that matter for moving and reclaiming it.</summary>
[Flags]
public enum PageFlags : byte
{
    /// <summary>Clean, neither pinned nor mlocked, on no list.</summary>
    None = 0,
    /// <summary>Long-term pinned: cannot move although its mobility says so.</summary>
    Pinned = 1,
    /// <summary>Written to since it was last on disk: writeback comes before it is dropped.
    /// </summary>
    Dirty = 2,
    /// <summary>On its way to the disk: reclaim passes it over (<c>PG_writeback</c>).</summary>
    Writeback = 4,
    /// <summary>Locked into memory (<c>PG_mlocked</c>): reclaim never frees it.</summary>
    Mlocked = 8,
    /// <summary>On an LRU list.</summary>
    Lru = 16,
    /// <summary>On the active LRU list rather than the inactive one (<c>PG_active</c>).</summary>
    Active = 32,
    /// <summary>Of a slab, which is on no LRU list: on the list of those that can shrink.
    /// </summary>
    Shrinkable = Active,
    /// <summary>Used once since it was last aged (<c>PG_referenced</c>).</summary>
    Referenced = 64,
    /// <summary>Shadow of a workload's use: anonymous pages are on the anon LRU lists.</summary>
    Anon = 128,
}
