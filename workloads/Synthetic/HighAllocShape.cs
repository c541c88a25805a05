using FragSim.Sim.Base;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>Sizes of the HighAlloc test, all in proportion to memory.</summary>
internal sealed record HighAllocShape
{
    private const long LongestPassNs = 600_000_000_000;

    public required int MemoryPages { get; init; }

    public required int HugeOrder { get; init; }

    /// <summary>Builds at a time: six copies of the tree and the primary one.</summary>
    public int Jobs { get; init; } = 7;

    /// <summary>How long the builds run before the first pass.</summary>
    public int LoadSeconds { get; init; } = 300;

    /// <summary>How long it takes to unpack and copy the trees; a job starts as each is
    /// done.</summary>
    public int CopySeconds { get; init; } = 120;

    /// <summary>How long they go on after the second.</summary>
    public int SettleSeconds { get; init; } = 180;

    /// <summary>Share of memory that the builds hold as anonymous memory, in percent: nearly all
    /// that fits beside a quarter of memory set aside, so that memory is truly full.</summary>
    public int AnonPercent { get; init; } = 69;

    /// <summary>Share of memory asked for in each pass under load, in percent
    /// (<c>HIGHALLOC_PERCENTAGE</c>).</summary>
    public int RequestPercent { get; init; } = 95;

    /// <summary>The same of the pass at rest.</summary>
    public int RestPercent { get; init; } = 95;

    /// <summary>Of the memory that a build holds, so much is used by every compilation; what was
    /// swapped out of it comes back.</summary>
    public int WorkingPercent { get; init; }

    /// <summary>Share of memory that belongs to processes which stay when the load ends, in
    /// percent.</summary>
    public int ServicePercent { get; init; }

    /// <summary>Milliseconds between requests; 0 is 16 MB/s, or more where a pass would take longer
    /// than <see cref="LongestPassNs"/>.</summary>
    public int RequestEveryMs { get; init; }

    /// <summary>Share of memory that inodes and dentries of the machine's other files would take,
    /// in percent; they are walked as long as the load lasts (updatedb runs in the background), and
    /// one in a thousand stays in use.</summary>
    public int WalkedPercent { get; init; }

    /// <summary>An inode and a dentry for each.</summary>
    public int WalkedFiles => (int)((long)MemoryPages * WalkedPercent / 100 * 567 / 195);

    /// <summary>Requests go on while there is progress.</summary>
    public bool Retry { get; init; }

    /// <summary>All files together, in pages.</summary>
    public int FilePages { get; init; }

    /// <summary>Of what a build holds, so much is the heap of each compilation, freed at its end;
    /// the rest stays. 0: a compilation is small beside what stays.</summary>
    public int HeapPercent { get; init; }

    /// <summary>Files are those of a kernel tree, 15 KiB on average, rather than some small and
    /// some large.</summary>
    public bool KernelTrees { get; init; }

    /// <summary>Page cache that is left of what ran before, in percent of memory.</summary>
    public int BeforePercent { get; init; }

    public int PagesBefore => (int)((long)MemoryPages * BeforePercent / 100);

    /// <summary>The file system's own blocks are cached too, in memory that the kernel can use.
    /// </summary>
    public bool Metadata { get; init; }

    /// <summary>Of a million deleted files, so many are still open somewhere.</summary>
    public uint StillOpenPerMillion { get; init; } = 10_000;

    /// <summary>From the start of the load to the end of the second pass.</summary>
    public long LoadNs => ((LoadSeconds + 5) * 1_000_000_000L) + (2 * Attempts(1) * RequestEveryNs);

    /// <summary>16 MB/s unless set: one 2 MiB page every 125 ms. That would be more than an hour a
    /// pass on 64 GiB; from 10 GiB on a pass takes ten minutes.</summary>
    public long RequestEveryNs => RequestEveryMs > 0
        ? RequestEveryMs * 1_000_000L
        : Math.Min(125_000_000L * Order.Pages(HugeOrder) / 512, LongestPassNs / Attempts(1));

    /// <summary>Unmovable pages taken at boot: a fiftieth of memory.</summary>
    public int BootPages => MemoryPages / 50;

    public CompileJobShape Job
    {
        get
        {
            int perJob = (int)((long)MemoryPages * AnonPercent / 100 / Jobs);
            int heap = HeapPercent > 0
                ? Math.Max((int)((long)perJob * HeapPercent / 100), 64)
                : Math.Clamp(perJob / 112, 64, 2048);
            return new CompileJobShape(perJob - heap, heap / 2, heap * 2, 5_000_000_000, 28)
            {
                WorkingPercent = WorkingPercent,
            };
        }
    }

    public static IReadOnlyList<WorkloadParameter> Parameters { get; } =
    [
        WorkloadParameter.Number("jobs", 7, 1, 1000, "builds at a time"),
        WorkloadParameter.Number("anon", 69, 1, 90, "percent of memory the builds hold"),
        WorkloadParameter.Number("heap", 0, 0, 100, "percent of it freed by each compilation"),
        WorkloadParameter.Number("working", 0, 0, 100, "percent of the rest that each uses"),
        WorkloadParameter.Number("files", 150, 1, 1000, "percent of memory, all files"),
        WorkloadParameter.Word("trees", ["no", "yes"], "files of the sizes of a kernel tree"),
        WorkloadParameter.Word("metadata", ["no", "yes"], "blocks of the file system are cached"),
        WorkloadParameter.Number("before", 0, 0, 100, "percent of memory, page cache of before"),
        WorkloadParameter.Number("walked", 0, 0, 50, "percent of memory, inodes walked"),
        WorkloadParameter.Number("services", 0, 0, 50, "percent of memory, processes that stay"),
        WorkloadParameter.Number("request", 95, 1, 100, "percent of memory asked for under load"),
        WorkloadParameter.Number("rest", 95, 1, 100, "percent of memory asked for at rest"),
        WorkloadParameter.Number("every", 0, 0, 100_000, "milliseconds; 0 is 16 MB/s"),
        WorkloadParameter.Word("retry", ["no", "yes"], "requests go on while there is progress"),
    ];

    public static HighAllocShape From(WorkloadSpec spec) => new()
    {
        MemoryPages = spec.MemoryPages,
        HugeOrder = spec.Setup.HugeOrder,
        Jobs = spec.Parameters["jobs"],
        AnonPercent = spec.Parameters["anon"],
        HeapPercent = spec.Parameters["heap"],
        WorkingPercent = spec.Parameters["working"],
        FilePages = spec.Share(spec.Parameters["files"]),
        KernelTrees = spec.Parameters["trees"] == 1,
        Metadata = spec.Parameters["metadata"] == 1,
        BeforePercent = spec.Parameters["before"],
        WalkedPercent = spec.Parameters["walked"],
        ServicePercent = spec.Parameters["services"],
        RequestPercent = spec.Parameters["request"],
        RestPercent = spec.Parameters["rest"],
        RequestEveryMs = spec.Parameters["every"],
        Retry = spec.Parameters["retry"] == 1,
    };

    /// <summary>Requests of a pass; the third is at rest.</summary>
    public int Attempts(int pass) => (int)Math.Max(
        (long)MemoryPages * (pass == 3 ? RestPercent : RequestPercent)
            / 100 / Order.Pages(HugeOrder), 1);

    /// <summary>Sizes in pages: most files are small, some are large.</summary>
    public int[] FileSizes(Rng rng) => Parts.FileSizes.Drawn(FilePages, () => KernelTrees
        ? 1 << (int)rng.Below(4)
        : 1 << (int)rng.Below(7) | (int)rng.Below(4));
}
