using FragSim.Sim.Base;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// Several writers create small files, one page at a time each, so that pages of the cache and
/// slab pages of inodes lie mixed; half as much again as memory holds. While they go on reading
/// and writing, threads fault in huge pages.
/// </summary>
/// <remarks>thpfioscale of mmtests, as measured in "Fragmentation avoidance improvements" (Gorman
/// 2018): 64 KiB files, four fio threads with <c>fallocate=none</c> and <c>create_on_open=1</c>,
/// 1.5 times RAM; huge pages for 0.8 times RAM. A thread whose huge page is refused takes base
/// pages, as a fault does.</remarks>
internal sealed class SmallFiles
{
    private const int Writers = 4;

    /// <summary>Metadata of a file (its inode's buffer, log items) that the log holds until it is
    /// checkpointed: so many files to an unmovable page.</summary>
    private const int LoggedPerPage = 4;

    /// <summary>The log is full when there is a file in it for so many pages of memory: it holds
    /// less than a hundredth of memory.</summary>
    private const int LogFraction = 32;

    /// <summary>Of a million items in the log, so many were changed again.</summary>
    private const uint RelogPerMillion = 100_000;

    private readonly Scene scene;
    private readonly WorkloadSpec spec;
    private readonly Pages pages;
    private readonly FileSet files;
    private readonly SlabCache metadata;
    private readonly List<int> logged = [];
    private readonly int filePages;
    private readonly long pageNs;
    private int created;
    private int busyThreads;

    private SmallFiles(Scene scene)
    {
        this.scene = scene;
        spec = scene.Spec;
        pages = scene.Pages;
        filePages = spec.Parameters["filesize"] / 4;
        int count = spec.Share(spec.Parameters["written"]) / filePages;
        int[] sizes = new int[Math.Max(count, Writers)];
        Array.Fill(sizes, filePages);
        files = scene.AddFiles(sizes);
        metadata = new SlabCache(pages, LoggedPerPage, 0, MigrateType.Unmovable);
        pageNs = Writers * Ns.Second / (spec.Parameters["pace"] * 256L);
    }

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "files",
            "Small files are written page by page by several writers; then threads fault in "
            + "huge pages beside them.",
            "mmtests thpfioscale; Gorman, fragmentation avoidance, 2018"),
        [
            WorkloadParameter.Number(
                "written", 150, 10, 1000, "files written before huge pages, in percent of memory"),
            WorkloadParameter.Number("filesize", 64, 4, 4096, "size of a file, in KiB"),
            WorkloadParameter.Number(
                "pace", 400, 1, 20_000, "what the writers write together, in MiB/s"),
            WorkloadParameter.Number("threads", 3, 1, 64, "threads that fault in huge pages"),
            WorkloadParameter.Number(
                "huge", 80, 1, 90, "memory that the threads want in all, in percent"),
        ],
        scene => new SmallFiles(scene).Play());

    private void Play()
    {
        scene.DurationNs = pageNs * filePages * files.Count / Writers * 2;
        scene.Add(Lead());
        for (int i = 0; i < Writers; i++)
            scene.Add(Write(spec.Rng($"writer {i}")), i * pageNs / Writers);
    }

    private IEnumerable<long> Lead()
    {
        scene.Phase("write");
        scene.BootKernel(percent: 1);
        while (created < files.Count)
            yield return pages.NowNs + Ns.Millisecond;
        scene.Snapshot("written");
        scene.Phase("fault");
        busyThreads = spec.Parameters["threads"];
        for (int i = 0; i < spec.Parameters["threads"]; i++)
            scene.Add(Fault(), pages.NowNs);
        while (busyThreads > 0)
            yield return pages.NowNs + Ns.Millisecond;
        scene.Snapshot("faulted");
    }

    /// <summary>Creates files until all are there; after that, reads as often as it writes.
    /// </summary>
    private IEnumerable<long> Write(Rng rng)
    {
        while (true)
        {
            bool create = created < files.Count;
            int file = create ? created++ : (int)rng.Below((uint)files.Count);
            bool write = create || rng.Happens(500_000);
            if (write)
                Log(rng);
            for (int page = 0; page < filePages; page++)
            {
                if (write)
                    files.WritePage(file, page);
                else
                    files.ReadPage(file, page);
                files.FlushTo(spec.MemoryPages / 10);
                yield return pages.NowNs + pageNs;
            }
        }
    }

    /// <summary>A file's metadata goes to the log. When the log is full, it is checkpointed
    /// (<c>fs/xfs/xfs_trans_ail.c</c>): most of what it held is freed, and what was changed again
    /// meanwhile stays.</summary>
    private void Log(Rng rng)
    {
        int slab = metadata.Allocate();
        if (slab >= 0)
            logged.Add(slab);
        if (logged.Count < spec.MemoryPages / LogFraction)
            return;
        int kept = 0;
        for (int i = 0; i < logged.Count; i++)
        {
            if (rng.Happens(RelogPerMillion))
                logged[kept++] = logged[i];
            else
                metadata.Free(logged[i]);
        }
        logged.RemoveRange(kept, logged.Count - kept);
    }

    private IEnumerable<long> Fault()
    {
        int order = spec.Setup.HugeOrder;
        var huge = new HugePages(pages, order);
        var process = new Process(pages);
        int wanted = spec.Share(spec.Parameters["huge"]) / spec.Parameters["threads"];
        process.Start(wanted);
        for (int i = HugePages.In(wanted, order); i > 0; i--)
        {
            if (!huge.Ask(HugePages.Fault) && !process.Grow((int)Order.Pages(order)))
                break;
            yield return pages.NowNs + (200 * Ns.Microsecond);
        }
        busyThreads--;
    }
}
