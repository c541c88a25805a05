using FragSim.Sim.Base;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// A database server: a buffer pool of anonymous memory that lives as long as the server and that
/// direct IO pins page by page for milliseconds, some of it for good; connections that come and go;
/// a log and nightly dumps in the page cache. Large queries ask for huge pages, and give them back.
/// </summary>
/// <remarks>Pins: <c>mm/gup.c</c>, <c>FOLL_PIN</c> for direct IO and <c>FOLL_LONGTERM</c> for
/// registered buffers (<c>io_uring/rsrc.c</c>). A pinned page looks movable and is not: migration
/// tries and fails.</remarks>
internal sealed class Database
{
    private readonly Scene scene;
    private readonly WorkloadSpec spec;
    private readonly Pages pages;
    private readonly FileSet files;
    private readonly Process pool;
    private readonly HashSet<int> pinned = [];

    private Database(Scene scene)
    {
        this.scene = scene;
        spec = scene.Spec;
        pages = scene.Pages;
        pool = new Process(pages);
        files = scene.AddFiles(FileSizes.Many(spec.Share(80), 9, spec.Rng("files")));
    }

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "database",
            "A buffer pool that direct IO pins, connections, a log; large queries ask for huge "
            + "pages.",
            "Linux mm/gup.c, FOLL_PIN and FOLL_LONGTERM"),
        [
            WorkloadParameter.Number("minutes", 10, 1, 1440, "how long the server runs"),
            WorkloadParameter.Number("pool", 50, 5, 80, "the buffer pool, in percent of memory"),
            WorkloadParameter.Number("io", 16, 0, 1024, "direct IO requests at a time"),
            WorkloadParameter.Number(
                "registered", 1, 0, 50, "part of the pool pinned for good, in percent"),
            WorkloadParameter.Number("connections", 40, 0, 10_000, "connections at a time"),
        ],
        scene => new Database(scene).Play());

    private void Play()
    {
        scene.DurationNs = spec.Parameters["minutes"] * Ns.Minute;
        scene.Add(Lead());
        scene.Add(Log(spec.Rng("log")));
        for (int i = 0; i < spec.Parameters["connections"]; i++)
            scene.Add(Connection(spec.Rng($"connection {i}")), i * 100 * Ns.Millisecond);
    }

    private IEnumerable<long> Lead()
    {
        Rng rng = spec.Rng("pool");
        scene.Phase("warm-up");
        scene.BootKernel(percent: 2);
        int size = spec.Share(spec.Parameters["pool"]);
        pool.Start(size);
        for (int i = 1; i <= 50; i++)
        {
            pool.GrowTo(size * i / 50);
            yield return pages.NowNs + (200 * Ns.Millisecond);
        }
        Register(rng);
        for (int i = 0; i < spec.Parameters["io"]; i++)
            scene.Add(DirectIo(spec.Rng($"io {i}")), pages.NowNs);
        scene.Phase("queries");
        foreach (long next in Queries(spec.Rng("queries")))
            yield return next;
        scene.Snapshot("served");
    }

    /// <summary>Pins some pages, wherever they are, for as long as the server runs.</summary>
    private void Register(Rng rng)
    {
        for (long i = (long)pool.Count * spec.Parameters["registered"] / 100; i > 0; i--)
        {
            int at = (int)rng.Below((uint)pool.Count);
            if (pinned.Add(at))
                pages.Pin(pool.PageAt(at));
        }
    }

    /// <summary>A large query each half minute: its hash table is huge pages.</summary>
    private IEnumerable<long> Queries(Rng rng)
    {
        var huge = new HugePages(pages, spec.Setup.HugeOrder);
        while (pages.NowNs < spec.Parameters["minutes"] * Ns.Minute)
        {
            int attempts = HugePages.In(spec.Share(rng.Between(2, 10)), spec.Setup.HugeOrder);
            foreach (long next in huge.AskFor(attempts, 5 * Ns.Millisecond, HugePages.Fault))
                yield return next;
            yield return pages.NowNs + (rng.Between(2, 20) * Ns.Second);
            huge.FreeAll();
            yield return pages.NowNs + (rng.Between(5, 25) * Ns.Second);
        }
    }

    /// <summary>One request after another: the device writes into a page, which must stay where it
    /// is until it has.</summary>
    private IEnumerable<long> DirectIo(Rng rng)
    {
        while (true)
        {
            int at = (int)rng.Below((uint)pool.Count);
            bool mine = pinned.Add(at);
            if (mine)
                pages.Pin(pool.PageAt(at));
            yield return pages.NowNs + (rng.Between(2, 30) * Ns.Millisecond);
            if (mine)
            {
                pinned.Remove(at);
                pages.Unpin(pool.PageAt(at));
            }
            yield return pages.NowNs + (rng.Between(1, 20) * Ns.Millisecond);
        }
    }

    /// <summary>A client: a server process that grows for a query, shrinks, and ends after some.
    /// </summary>
    private IEnumerable<long> Connection(Rng rng)
    {
        int most = Math.Max(spec.Share(15) / Math.Max(spec.Parameters["connections"], 1), 4);
        var process = new Process(pages);
        while (true)
        {
            process.Start(most);
            for (int queries = rng.Between(1, 20); queries > 0; queries--)
            {
                process.Grow(rng.Between(1, most));
                yield return pages.NowNs + (rng.Between(50, 1000) * Ns.Millisecond);
                process.Release(process.Count, rng);
                yield return pages.NowNs + (rng.Between(100, 5000) * Ns.Millisecond);
            }
            process.Exit();
            yield return pages.NowNs + (rng.Between(10, 1000) * Ns.Millisecond);
        }
    }

    /// <summary>The log is written all the time, one segment after another; each tenth segment, a
    /// dump reads as much.</summary>
    private IEnumerable<long> Log(Rng rng)
    {
        for (int file = 0; ; file = (file + 1) % files.Count)
        {
            files.Write(file);
            if (file % 10 == 0)
                files.Read((int)rng.Below((uint)files.Count));
            files.FlushTo(spec.Share(5));
            yield return pages.NowNs + (files.SizeOf(file) * Ns.Millisecond);
        }
    }
}
