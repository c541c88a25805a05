namespace FragSim.Sim.Base;

/// <summary>Who asked for a page: names the cause when a block cannot become a huge page.</summary>
public enum PageSource : byte
{
    /// <summary>Unknown kernel use, such as pages allocated before a recording began.</summary>
    Kernel,
    /// <summary>Anonymous memory of a process; on an LRU list, goes to swap or stays.</summary>
    Anon,
    /// <summary>Page cache; on an LRU list, can be dropped.</summary>
    PageCache,
    /// <summary>Kernel objects: reclaimable when a shrinker can free them, else unmovable.
    /// </summary>
    Slab,
    /// <summary>Page tables of a process; unmovable.</summary>
    PageTable,
    /// <summary>Kernel stacks of tasks; unmovable.</summary>
    Stack,
    /// <summary>Buffers of packets; unmovable.</summary>
    Network,
    /// <summary>Buffers of devices; unmovable.</summary>
    Driver,
    /// <summary>A huge page.</summary>
    Huge,
}
