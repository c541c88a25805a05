using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// Memory full of clean page cache on a machine where nothing else happens: thousands of writers
/// fill it with small files, page by page in turn, while inodes are walked; every second file is
/// deleted; then all of memory is asked for as huge pages, in steps, as by writing to
/// <c>nr_hugepages</c>.
/// </summary>
/// <remarks>Gorman, "Memory compaction" v8, LKML, April 2010.</remarks>
internal sealed class QuietCache : ISyntheticWorkload, IShrinker
{
    private const long Second = 1_000_000_000;
    private const int LongestBurst = 8;

    private readonly QuietCacheShape shape;
    private readonly Pages pages;
    private readonly Lazy<FileSet> allFiles;
    private readonly Rng rng;
    private readonly List<int> writing = [];
    private readonly int[] written;
    private int walked;
    private readonly LoneScript script;

    public QuietCache(string name, QuietCacheShape shape, ulong seed)
    {
        Name = name;
        this.shape = shape;
        rng = Rng.For(seed, "quietcache");
        pages = new Pages(new IdPool((uint)(shape.Files * shape.FilePages)));
        allFiles = new Lazy<FileSet>(MakeFiles);
        written = new int[shape.Files];
        script = new LoneScript(pages, Script());
    }

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "quietcache",
            "Memory full of clean cache, every second file deleted; then all is asked for.",
            "Gorman, Memory Compaction v8, LKML, April 2010"),
        QuietCacheShape.Parameters,
        spec => new QuietCache(spec.Spelling, QuietCacheShape.From(spec), spec.Setup.Seed));

    public string Name { get; }

    public IReadOnlyList<string> Names { get; } = ["fill", "request", "filled", "deleted", "held"];

    public long DurationNs => 70 * Second;

    public long NextNs => pages.NowNs;

    public long FreeableObjects => Files.FreeableObjects;

    public long Shrink(long objects) => Files.Shrink(objects);

    public bool Step(IEventSink machine) => script.Step(machine);

    public void Dispose() => script.Dispose();

    private FileSet Files => allFiles.Value;

    /// <summary>Many, and so made only once the run has begun.</summary>
    private FileSet MakeFiles()
    {
        var sizes = new int[shape.Files * (1 + shape.WalkedPerFile)];
        Array.Fill(sizes, shape.FilePages, 0, shape.Files);
        return new FileSet(pages, sizes, 0);
    }

    /// <summary>What happens; each value is when it goes on.</summary>
    private IEnumerable<long> Script()
    {
        pages.Say(EventOp.Phase, 0);
        for (int i = 0; i < shape.BootPages; i++)
            pages.Allocate(0, MigrateType.Unmovable, PageSource.Kernel);
        writing.AddRange(Enumerable.Range(0, shape.Files));
        long burstNs = 20 * Second / (shape.Files * (shape.FilePages / (LongestBurst / 2)));
        while (writing.Count > 0)
        {
            WriteBurst();
            yield return pages.NowNs + burstNs;
        }
        Files.Sync();
        pages.Say(EventOp.Snapshot, 2);
        yield return pages.NowNs + (30 * Second);
        for (int file = 0; file < shape.Files; file += 2)
            Files.Delete(file, stillOpen: false);
        pages.Say(EventOp.Snapshot, 3);
        yield return pages.NowNs + (5 * Second);
        foreach (long next in Request())
            yield return next;
        pages.Say(EventOp.Snapshot, 4);
    }

    /// <summary>One writer, any of those not yet done, goes on; the walk keeps pace.</summary>
    private void WriteBurst()
    {
        int at = (int)rng.Below((uint)writing.Count);
        int file = writing[at];
        int count = Math.Min(rng.Between(1, LongestBurst), shape.FilePages - written[file]);
        for (int i = 0; i < count; i++)
            Files.WritePage(file, written[file] + i);
        Files.FlushTo(shape.MostDirty);
        written[file] += count;
        if (written[file] < shape.FilePages)
            return;
        writing[at] = writing[^1];
        writing.RemoveAt(writing.Count - 1);
        for (int i = 0; i < shape.WalkedPerFile; i++)
            Files.Read(shape.Files + walked++);
    }

    /// <summary>Each step asks until it has its share or one request fails.</summary>
    private IEnumerable<long> Request()
    {
        pages.Say(EventOp.Phase, 1);
        int held = 0;
        for (int step = 1; step <= shape.Steps; step++)
        {
            bool granted = true;
            while (granted && held < shape.HugePages * step / shape.Steps)
            {
                granted = pages.Request(shape.HugeOrder,
                    Effort.Normal | Effort.RetryMayFail | Effort.Hugetlb) != Pfn.None;
                held += granted ? 1 : 0;
            }
            yield return pages.NowNs + Second;
        }
    }
}
