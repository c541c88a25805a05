namespace FragSim.Workloads.PageCaches;

/// <summary>A file that the page cache knows.</summary>
/// <param name="firstPage">Id of its first page; the others follow.</param>
/// <param name="tree">Which of its pages are in memory.</param>
internal sealed class CachedFile(uint firstPage, RadixTree tree)
{
    public RadixTree Tree { get; } = tree;

    /// <summary>Size, in pages.</summary>
    public long Pages => Tree.Pages;

    /// <summary>CPUs at work on it; it cannot be evicted meanwhile.</summary>
    public int Users { get; set; }

    /// <summary>Dirty pages, for which it cannot be evicted either.</summary>
    public int DirtyPages { get; set; }

    /// <summary>Its place among the files, least recently used first; null when it has no node.
    /// </summary>
    public LinkedListNode<CachedFile>? Place { get; set; }

    public uint PageAt(long index) => firstPage + (uint)index;
}
