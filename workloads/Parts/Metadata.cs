using FragSim.Sim.Base;
using FragSim.Sim.Events;

namespace FragSim.Workloads.Parts;

/// <summary>
/// What a file system keeps of its files on disk: blocks of the inode table and of directories.
/// They are cached in pages of the block device: movable ones, yet only in memory that the kernel
/// can use. A block that a running transaction of the journal has changed stays where it is until
/// that is committed.
/// </summary>
/// <remarks>ext3 as of Linux 2.6.16: 32 inodes of 128 bytes to a block
/// (<c>ext3_get_inode_loc</c>), some 17 files to a directory in a kernel tree; a commit every 5
/// seconds (<c>fs/jbd</c>). A file that is read gets a new access time, which changes its inode
/// (<c>touch_atime</c>; <c>relatime</c> came with 2.6.20).</remarks>
internal sealed class Metadata
{
    private const int InodesPerBlock = 32;
    private const int FilesPerDirectory = 17;
    private const long DirtyExpireNs = 30_000_000_000;

    private readonly Pages pages;
    private readonly uint firstTable, firstDirectory;
    private readonly bool[] changing;
    private readonly Queue<uint> transaction = new();
    private readonly Queue<(uint Block, long SinceNs)> dirty = new();

    /// <param name="pages">Where memory comes from.</param>
    /// <param name="files">Files of the file system.</param>
    public Metadata(Pages pages, int files)
    {
        this.pages = pages;
        uint tables = (uint)((files / InodesPerBlock) + 1);
        uint directories = (uint)((files / FilesPerDirectory) + 1);
        firstTable = pages.Reserve(tables + directories);
        firstDirectory = firstTable + tables;
        changing = new bool[tables + directories];
    }

    /// <summary>A file is looked up by name, and its inode read.</summary>
    public void Look(int file)
    {
        Read(Directory(file));
        Read(Table(file));
    }

    /// <summary>A file is made or deleted.</summary>
    public void Change(int file)
    {
        Change(Directory(file));
        Change(Table(file));
    }

    /// <summary>A file was used: its times change.</summary>
    public void Stamp(int file) => Change(Table(file));

    /// <summary>Ends the running transaction, and writes back what has been dirty for too long.
    /// </summary>
    public void Commit()
    {
        while (transaction.TryDequeue(out uint block))
        {
            changing[block - firstTable] = false;
            pages.Unpin(block);
            pages.Dirty(block);
            dirty.Enqueue((block, pages.NowNs));
        }
        while (dirty.TryPeek(out (uint Block, long SinceNs) oldest)
            && oldest.SinceNs + DirtyExpireNs <= pages.NowNs)
            pages.Clean(dirty.Dequeue().Block);
    }

    /// <summary>The same, and everything is written back.</summary>
    public void Sync()
    {
        Commit();
        while (dirty.TryDequeue(out (uint Block, long SinceNs) oldest))
            pages.Clean(oldest.Block);
    }

    private uint Table(int file) => firstTable + (uint)(file / InodesPerBlock);

    private uint Directory(int file) => firstDirectory + (uint)(file / FilesPerDirectory);

    private bool Read(uint block) => pages.Touch(block)
        || pages.AllocateAs(block, 0, MigrateType.Movable, PageSource.PageCache, EventFlags.Lru,
            Effort.Normal | Effort.LowZones);

    private void Change(uint block)
    {
        if (changing[block - firstTable] || !Read(block))
            return;
        changing[block - firstTable] = true;
        transaction.Enqueue(block);
        pages.Pin(block);
    }
}
