using FragSim.Sim.Base;
using FragSim.Workloads.PageCaches;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// Free memory is wasted memory: files fill it, and several CPUs read and write them at once, more
/// and more of them, under one lock for the index of a file and under a lock for each of its
/// nodes. Every part begins with the cache that reading all files once leaves, so that they differ
/// by their locks alone. At last huge pages are asked for.
/// </summary>
/// <remarks>Protocol of the concurrent index: see <see cref="TreeUpdate"/>. Files are drawn by
/// popularity, pages within a file evenly, up to eight in a row.</remarks>
internal sealed class PageCache
{
    private const int DirtyPercent = 10;

    private readonly Scene scene;
    private readonly WorkloadSpec spec;
    private readonly Pages pages;
    private readonly CacheStore store;
    private readonly CacheWork work;
    private readonly bool fits;

    private PageCache(Scene scene)
    {
        this.scene = scene;
        spec = scene.Spec;
        pages = scene.Pages;
        fits = spec.Parameters["files"] == 0;
        int[] sizes = fits
            ? [Math.Max(spec.Share(50), 1)]
            : FileSizes.Many(spec.Share(150), 12, spec.Rng("files"));
        store = new CacheStore(pages, sizes);
        scene.Shrinker = store;
        work = new CacheWork(scene, store)
        {
            WritePercent = spec.Parameters["writes"],
            MostDirty = (int)(Math.Min(sizes.Sum(), spec.MemoryPages) * (long)DirtyPercent / 100),
        };
    }

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "pagecache",
            "A large file in memory; ever more CPUs read and write it at once, under one lock for "
            + "its index or under one for each of its nodes.",
            "Zijlstra, Concurrent page cache, OLS 2007; Linux lib/xarray.c, mm/filemap.c"),
        [
            WorkloadParameter.Word("locking", ["both", "tree", "concurrent"],
                "how the index of a file is locked"),
            WorkloadParameter.Number("cpus", 16, 1, 256,
                "CPUs at most; the run doubles them from 1 up to that"),
            WorkloadParameter.Word("files", ["one", "many"],
                "one of half of memory, or files of many sizes, half as much again as memory"),
            WorkloadParameter.Number("writes", 50, 0, 100, "operations that write, in percent"),
            WorkloadParameter.Number("operations", 50, 1, 100_000,
                "thousands of pages read or written in each part"),
        ],
        scene => new PageCache(scene).Play());

    private void Play()
    {
        scene.DurationNs = 0;
        scene.Add(Lead());
    }

    private IEnumerable<long> Lead()
    {
        scene.Phase("fill");
        scene.BootKernel(percent: 2);
        foreach (long next in Fill())
            yield return next;
        int locking = spec.Parameters["locking"];
        foreach (Locking how in Enum.GetValues<Locking>())
        {
            if (locking != 0 && locking != 1 + (int)how)
                continue;
            foreach (int cpus in Steps(spec.Parameters["cpus"]))
            {
                foreach (long next in Refill())
                    yield return next;
                scene.Phase($"{(how == Locking.Tree ? "tree" : "concurrent")}-{cpus}");
                long startNs = pages.NowNs;
                work.Start(how, cpus, spec.Parameters["operations"] * 1000L, 0,
                    cpu => spec.Rng($"cpu {cpu} of {cpus}"));
                yield return Scene.Asleep;
                scene.Contention.Add(work.Measure(cpus, startNs));
            }
        }
        scene.Snapshot("worked");
        foreach (long next in AskForHuge())
            yield return next;
    }

    /// <summary>Forgets what the part before has read, and fills the cache again. Where all is in
    /// memory, it stays.</summary>
    private IEnumerable<long> Refill()
    {
        if (fits)
            yield break;
        scene.Phase("fill");
        store.Clear();
        foreach (long next in Fill())
            yield return next;
    }

    /// <summary>Reads all files once, and writes as many pages as may be dirty.</summary>
    private IEnumerable<long> Fill()
    {
        foreach (CachedFile file in store.Files)
        {
            store.Open(file);
            for (long page = 0; page < file.Pages; page++)
            {
                if (!store.Fill(file, page))
                    break;
                if (!file.Tree.Insert(file.Tree.Lowest(page), page))
                {
                    store.Drop(file, page);
                    break;
                }
                if (store.DirtyPages < work.MostDirty && page % 7 == 0)
                {
                    RadixNode leaf = file.Tree.Lowest(page);
                    leaf.SetDirty(leaf.SlotOf(page), dirty: true);
                    store.MarkDirty(file, page);
                }
                yield return pages.NowNs + (2 * Ns.Microsecond);
            }
            CacheStore.Close(file);
        }
    }

    private IEnumerable<long> AskForHuge()
    {
        scene.Phase("huge");
        var huge = new HugePages(pages, spec.Setup.HugeOrder);
        int attempts = HugePages.In(spec.Share(40), spec.Setup.HugeOrder);
        foreach (long next in huge.AskFor(attempts, Ns.Millisecond, HugePages.Fault))
            yield return next;
        scene.Snapshot("huge");
        huge.FreeAll();
    }

    /// <summary>1, 2, 4 and so on, and the number itself.</summary>
    private static IEnumerable<int> Steps(int most)
    {
        for (int cpus = 1; cpus < most; cpus *= 2)
            yield return cpus;
        yield return most;
    }
}
