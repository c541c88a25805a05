namespace FragSim.Sim.Base;

/// <summary>States of an allocated block that matter for moving and reclaiming it.</summary>
[Flags]
public enum PageFlags : byte
{
    None = 0,
    /// <summary>Long-term pinned: cannot move although its mobility says so.</summary>
    Pinned = 1,
    Dirty = 2,
    Writeback = 4,
    Mlocked = 8,
    /// <summary>On an LRU list.</summary>
    Lru = 16,
    Active = 32,
    /// <summary>Of a slab, which is on no LRU list: on the list of those that can shrink.
    /// </summary>
    Shrinkable = Active,
    Referenced = 64,
    /// <summary>Shadow of a workload's use: anonymous pages are on the anon LRU lists.</summary>
    Anon = 128,
}
