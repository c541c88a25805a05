using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// A mapped file fills memory; holes are punched into it, so that what is free is scattered; then
/// threads fault in huge pages for as much as was freed, over and over.
/// </summary>
/// <remarks>thpscale of mmtests, as measured in "Increase success rates and reduce latency of
/// compaction" (Gorman 2019).</remarks>
internal sealed class ThpScale
{
    /// <summary>A hole and what stays before it are together so many pages: 512 KiB.</summary>
    private const int HoleEvery = 128;

    private readonly Scene scene;
    private readonly WorkloadSpec spec;
    private readonly Pages pages;
    private readonly List<uint> mapped = [];
    private int busyThreads;

    private ThpScale(Scene scene)
    {
        this.scene = scene;
        spec = scene.Spec;
        pages = scene.Pages;
    }

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "thpscale",
            "A mapped file fills memory and gets holes; then threads fault in huge pages, over and "
            + "over.",
            "mmtests thpscale; Gorman, faster compaction, 2019"),
        [
            WorkloadParameter.Number("threads", 3, 1, 64, "threads that fault in huge pages"),
            WorkloadParameter.Number("rounds", 4, 1, 1000, "times that each maps its memory"),
            WorkloadParameter.Number(
                "holes", 50, 5, 90, "part of the file punched out, in percent"),
        ],
        scene => new ThpScale(scene).Play());

    private void Play()
    {
        // A microsecond a page to fill, and about half of one for each that is faulted.
        scene.DurationNs = spec.MemoryPages * Ns.Microsecond * (2 + spec.Parameters["rounds"]) / 2;
        scene.Add(Lead());
    }

    private IEnumerable<long> Lead()
    {
        scene.Phase("fill");
        scene.BootKernel(percent: 1);
        for (int i = spec.Share(85); i > 0; i--)
        {
            uint id = pages.Allocate(
                0, MigrateType.Movable, PageSource.PageCache, EventFlags.Lru);
            if (id != Pfn.None)
                mapped.Add(id);
            if (i % 64 == 0)
                yield return pages.NowNs + (64 * Ns.Microsecond);
        }
        int hole = HoleEvery * spec.Parameters["holes"] / 100;
        for (int i = 0; i < mapped.Count; i++)
        {
            if (i % HoleEvery >= HoleEvery - hole)
                pages.Free(mapped[i]);
        }
        scene.Snapshot("punched");
        scene.Phase("fault");
        int threads = busyThreads = spec.Parameters["threads"];
        int each = spec.Share(85 * spec.Parameters["holes"] / 100) / threads;
        for (int i = 0; i < threads; i++)
            scene.Add(Fault(each, spec.Rng($"thread {i}")), pages.NowNs);
        yield return Scene.Asleep;
        scene.Snapshot("faulted");
    }

    private IEnumerable<long> Fault(int basePages, Rng rng)
    {
        int order = spec.Setup.HugeOrder;
        var huge = new HugePages(pages, order);
        var process = new Process(pages);
        process.Start(basePages);
        for (int round = 0; round < spec.Parameters["rounds"]; round++)
        {
            for (int i = HugePages.In(basePages, order); i > 0; i--)
            {
                if (!huge.Ask(HugePages.Fault) && !process.Grow((int)Order.Pages(order)))
                    break;
                yield return pages.NowNs + ((50 + rng.Below(100)) * Ns.Microsecond);
            }
            huge.FreeAll();
            process.Release(process.Count, rng);
        }
        process.Exit();
        if (--busyThreads == 0)
            scene.Wake(0, pages.NowNs);
    }
}
