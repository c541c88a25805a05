using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.PageCaches;

/// <summary>
/// The page cache in memory: files with their pages, and the slab that the nodes of their indices
/// come from. When memory is short, files not used lately lose their index and with it the pages
/// that are left of them.
/// </summary>
internal sealed class CacheStore : IShrinker
{
    /// <summary>Index nodes to an order-2 slab (576 bytes each, x86-64).</summary>
    private const int NodesPerSlab = 28;

    /// <summary>Files that one call of the shrinker looks at.</summary>
    private const int MostLookedAt = 256;

    private readonly Pages pages;
    private readonly SlabCache slabs;
    private readonly LinkedList<CachedFile> used = new();
    private readonly Queue<(CachedFile File, long Page)> dirty = new();
    private readonly HashSet<uint> locked = [];

    /// <param name="pages">Where memory comes from.</param>
    /// <param name="sizes">Size of each file, in pages.</param>
    public CacheStore(Pages pages, int[] sizes)
    {
        this.pages = pages;
        slabs = new SlabCache(pages, NodesPerSlab, 2, MigrateType.Reclaimable);
        var spare = new Stack<RadixNode>();
        Files = [.. sizes.Select(size => new CachedFile(
            pages.Reserve((uint)size), new RadixTree(size, slabs, spare)))];
    }

    public IReadOnlyList<CachedFile> Files { get; }

    /// <summary>Nodes of the indices in memory.</summary>
    public long FreeableObjects => slabs.Objects;

    /// <summary>Pages written to and not yet written back.</summary>
    public int DirtyPages => dirty.Count;

    /// <summary>Writes all dirty pages back and drops all files.</summary>
    public void Clear()
    {
        while (DirtyPages > 0)
        {
            (CachedFile file, long page) = TakeOldestDirty();
            MarkClean(file, page);
        }
        foreach (CachedFile file in Files)
        {
            if (file.Place?.List != null)
                Evict(file);
        }
    }

    /// <summary>A CPU begins to work on a file.</summary>
    public void Open(CachedFile file)
    {
        file.Users++;
        file.Place ??= new LinkedListNode<CachedFile>(file);
        if (file.Place.List != null)
            used.Remove(file.Place);
        used.AddLast(file.Place);
    }

    public static void Close(CachedFile file) => file.Users--;

    /// <summary>Locks a page that is brought in or thrown out.</summary>
    /// <returns>False when another CPU is about it.</returns>
    public bool TryLock(CachedFile file, long page) => locked.Add(file.PageAt(page));

    public void Unlock(CachedFile file, long page) => locked.Remove(file.PageAt(page));

    /// <summary>Uses a page.</summary>
    /// <returns>Whether it is in memory; the clock has moved by the disk's time if not.</returns>
    public bool Touch(CachedFile file, long page) => pages.Touch(file.PageAt(page));

    /// <summary>Takes memory for a page.</summary>
    public bool Fill(CachedFile file, long page) => pages.AllocateAs(
        file.PageAt(page), 0, MigrateType.Movable, PageSource.PageCache, EventFlags.Lru);

    public void Drop(CachedFile file, long page) => pages.FreeKept(file.PageAt(page));

    /// <summary>The page must be written back before it can go.</summary>
    public void MarkDirty(CachedFile file, long page)
    {
        pages.Dirty(file.PageAt(page));
        file.DirtyPages++;
        dirty.Enqueue((file, page));
    }

    /// <summary>The page that has been dirty for longest; it is the caller's to write.</summary>
    public (CachedFile File, long Page) TakeOldestDirty()
    {
        (CachedFile file, long page) = dirty.Dequeue();
        file.DirtyPages--;
        return (file, page);
    }

    /// <summary>The page is on disk.</summary>
    public void MarkClean(CachedFile file, long page) => pages.Clean(file.PageAt(page));

    public long Shrink(long objects)
    {
        pages.Shrinking = true;
        long before = slabs.Objects;
        long freed = 0;
        LinkedListNode<CachedFile>? next = used.First;
        for (int i = 0; i < MostLookedAt && next != null && before - slabs.Objects < objects; i++)
        {
            CachedFile file = next.Value;
            next = next.Next;
            if (file.Users == 0 && file.DirtyPages == 0)
                freed += Evict(file);
        }
        pages.Shrinking = false;
        return freed;
    }

    private long Evict(CachedFile file)
    {
        used.Remove(file.Place!);
        for (long page = 0; page < file.Pages; page++)
        {
            if (file.Tree.Contains(page))
                pages.FreeKept(file.PageAt(page));
        }
        return file.Tree.Clear();
    }
}
