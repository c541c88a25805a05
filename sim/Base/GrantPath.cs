namespace FragSim.Sim.Base;

/// <summary>How a granted huge page was come by.</summary>
public enum GrantPath : byte
{
    /// <summary>Not granted.</summary>
    None,
    /// <summary>A free block was there.</summary>
    Free,
    /// <summary>From an area set aside at boot.</summary>
    Partition,
    /// <summary>One block was emptied by migrating its pages.</summary>
    Migrated,
    /// <summary>Compaction made it.</summary>
    Compacted,
    /// <summary>Reclaim made it.</summary>
    Reclaimed,
    /// <summary>Gathered from a contiguous range.</summary>
    Contiguous,
}
