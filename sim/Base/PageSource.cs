namespace FragSim.Sim.Base;

/// <summary>Who asked for a page: names the cause when a block cannot become a huge page.</summary>
public enum PageSource : byte
{
    /// <summary>Unknown kernel use, such as pages taken before a recording began.</summary>
    Kernel,
    Anon,
    /// <summary>Page cache; on an LRU list, can be dropped.</summary>
    PageCache,
    Slab,
    PageTable,
    Stack,
    Network,
    Driver,
    /// <summary>A huge page.</summary>
    Huge,
}
