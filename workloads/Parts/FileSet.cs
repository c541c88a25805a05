using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;

namespace FragSim.Workloads.Parts;

/// <summary>
/// Files and what the kernel keeps of them: page cache, an index node for 64 pages, an inode and a
/// dentry. Inodes and dentries of files not in use lately go when memory is short; pages go by
/// their own LRU, and the index with the file.
/// </summary>
/// <remarks>Object sizes: ext4 inodes 27 to an order-3 slab, dentries 21 to a page, xarray nodes 28
/// to an order-2 slab (x86-64). Writeback is as old as <c>vm.dirty_expire_centisecs</c>: 30 s.
/// </remarks>
internal sealed class FileSet : IShrinker
{
    private const int PagesPerNode = 64;
    private const long DirtyExpireNs = 30_000_000_000;

    private readonly Pages pages;
    private readonly SlabCache inodes, dentries, nodes;
    private readonly int[] sizes;
    private readonly uint[] firstPages;
    // Most of many files are never opened: each is made when it is.
    private readonly FileEntry?[] files;
    private readonly Queue<(uint Page, long SinceNs)> dirty = new();
    private readonly LinkedList<int> unused = new();

    /// <param name="pages">Where memory comes from.</param>
    /// <param name="sizes">Size of each file, in pages.</param>
    /// <param name="firstPage">Id of the first file's first page; the others follow.</param>
    public FileSet(Pages pages, int[] sizes, uint firstPage)
    {
        this.pages = pages;
        inodes = new SlabCache(pages, 27, 3, MigrateType.Reclaimable);
        dentries = new SlabCache(pages, 21, 0, MigrateType.Reclaimable);
        nodes = new SlabCache(pages, 28, 2, MigrateType.Reclaimable);
        this.sizes = sizes;
        files = new FileEntry[sizes.Length];
        firstPages = new uint[sizes.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            InputCancellation.Look(i);
            firstPages[i] = firstPage;
            firstPage += (uint)sizes[i];
        }
    }

    public int Count => files.Length;

    /// <summary>What the file system has of the files; null if that is of no account.</summary>
    public Metadata? Metadata { get; init; }

    public long FreeableObjects => unused.Count * 2L;

    /// <summary>A task keeps a file open: its inode and dentry stay.</summary>
    public void Hold(int file) => Forget(EntryOf(file), stays: true);

    /// <summary>Size of a file, in pages.</summary>
    public int SizeOf(int file) => sizes[file];

    /// <summary>Reads a file through; pages not in memory are read from disk. Where one gets no
    /// memory, the reading ends.</summary>
    public void Read(int file)
    {
        FileEntry entry = EntryOf(file);
        if (!Open(entry, file))
            return;
        for (int i = 0; i < entry.Size && ReadPage(entry, i); i++)
        {
        }
        Metadata?.Stamp(file);
    }

    /// <summary>Reads one page of a file.</summary>
    public void ReadPage(int file, int page)
    {
        FileEntry entry = EntryOf(file);
        if (Open(entry, file))
            ReadPage(entry, page);
    }

    /// <summary>Writes a file anew, as far as there is memory for it.</summary>
    public void Write(int file)
    {
        FileEntry entry = EntryOf(file);
        if (!Open(entry, file))
            return;
        for (int i = 0; i < entry.Size && WritePage(entry, i); i++)
        {
        }
        Metadata?.Change(file);
    }

    /// <summary>Writes one page of a file.</summary>
    public void WritePage(int file, int page)
    {
        FileEntry entry = EntryOf(file);
        if (Open(entry, file))
            WritePage(entry, page);
    }

    /// <summary>Writes back what has been dirty for too long.</summary>
    public void Flush()
    {
        while (dirty.TryPeek(out (uint Page, long SinceNs) oldest)
            && oldest.SinceNs + DirtyExpireNs <= pages.NowNs)
            pages.Clean(dirty.Dequeue().Page);
        Metadata?.Commit();
    }

    /// <summary>Writes back the oldest until no more than so many pages are dirty
    /// (<c>vm.dirty_background_ratio</c>).</summary>
    public void FlushTo(int mostDirty)
    {
        while (dirty.Count > mostDirty)
            pages.Clean(dirty.Dequeue().Page);
    }

    /// <summary>Writes back everything (<c>sync</c>).</summary>
    public void Sync()
    {
        while (dirty.TryDequeue(out (uint Page, long SinceNs) oldest))
            pages.Clean(oldest.Page);
        Metadata?.Sync();
    }

    /// <summary>Deletes a file: pages, index, inode and dentry go. A file that a task still has
    /// open keeps its inode and dentry.</summary>
    public void Delete(int file, bool stillOpen)
    {
        FileEntry entry = EntryOf(file);
        Metadata?.Change(file);
        for (int i = 0; i < entry.Size; i++)
        {
            // Files lie one behind the other, and are mostly deleted so.
            pages.Expect(entry.FirstPage + (uint)(i + Pages.Ahead));
            pages.FreeKept(entry.FirstPage + (uint)i);
        }
        foreach (int node in entry.Nodes)
            nodes.Free(node);
        entry.Nodes.Clear();
        if (!stillOpen)
            Evict(entry);
        Forget(entry);
    }

    /// <inheritdoc/>
    public long Shrink(long objects)
    {
        pages.Shrinking = true;
        long freed = 0;
        for (long n = 0; n < objects && unused.First is { } oldest; n += 2)
            freed += Evict(EntryOf(oldest.Value));
        pages.Shrinking = false;
        return freed;
    }

    private FileEntry EntryOf(int file) =>
        files[file] ??= new FileEntry(firstPages[file], sizes[file]);

    private bool ReadPage(FileEntry entry, int index)
    {
        uint page = entry.FirstPage + (uint)index;
        return pages.Touch(page) || pages.AllocateAs(
            page, 0, MigrateType.Movable, PageSource.PageCache, EventFlags.Lru);
    }

    private bool WritePage(FileEntry entry, int index)
    {
        uint page = entry.FirstPage + (uint)index;
        if (pages.Touch(page))
            pages.Dirty(page);
        else if (!pages.AllocateAs(page, 0, MigrateType.Movable, PageSource.PageCache,
            EventFlags.Lru | EventFlags.Dirty))
            return false;
        dirty.Enqueue((page, pages.NowNs));
        return true;
    }

    /// <summary>Sees to it that inode, dentry and index are there, and that the file counts as used
    /// just now.</summary>
    private bool Open(FileEntry entry, int file)
    {
        if (!entry.Cached)
        {
            Metadata?.Look(file);
            if (!Instantiate(entry))
                return false;
        }
        entry.Place ??= new LinkedListNode<int>(file);
        if (entry.Place.List != null)
            unused.Remove(entry.Place);
        unused.AddLast(entry.Place);
        return true;
    }

    private bool Instantiate(FileEntry entry)
    {
        entry.Inode = inodes.Allocate();
        if (entry.Inode < 0)
            return false;
        entry.Dentry = dentries.Allocate();
        if (entry.Dentry < 0)
        {
            inodes.Free(entry.Inode);
            return false;
        }
        int wanted = entry.Size > 1 ? ((entry.Size - 1) / PagesPerNode) + 1 : 0;
        for (int i = entry.Nodes.Count; i < wanted; i++)
        {
            int node = nodes.Allocate();
            if (node >= 0)
                entry.Nodes.Add(node);
        }
        entry.Cached = true;
        return true;
    }

    private long Evict(FileEntry entry)
    {
        if (!entry.Cached)
            return 0;
        long freed = inodes.Free(entry.Inode) + dentries.Free(entry.Dentry);
        Forget(entry);
        return freed;
    }

    /// <summary>The file is gone from here; what still hangs on it stays in memory.</summary>
    private void Forget(FileEntry entry, bool stays = false)
    {
        entry.Cached = stays;
        if (entry.Place?.List != null)
            unused.Remove(entry.Place);
    }

    private sealed class FileEntry(uint firstPage, int size)
    {
        public uint FirstPage { get; } = firstPage;

        public int Size { get; } = size;

        public bool Cached { get; set; }

        public int Inode { get; set; }

        public int Dentry { get; set; }

        public List<int> Nodes { get; } = [];

        public LinkedListNode<int>? Place { get; set; }
    }
}
