using FragSim.Sim.Base;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// A source tree is built again and again by parallel jobs, as on a developer's machine: processes
/// that live for seconds, and files that stay. Every link faults in huge pages while the compilers
/// run; between builds the objects are deleted, and at the end huge pages are asked for at rest.
/// </summary>
/// <remarks>Kernel build with THP faults of "mm: reliable huge page allocator" (Weiner 2025): the
/// damage of one build is what the next begins with.</remarks>
internal sealed class KernBuild
{
    private readonly Scene scene;
    private readonly WorkloadSpec spec;
    private readonly Pages pages;
    private readonly FileSet files;
    private readonly CompileJob[] jobs;
    private readonly HugePages linked;
    private bool building;

    private KernBuild(Scene scene)
    {
        this.scene = scene;
        spec = scene.Spec;
        pages = scene.Pages;
        files = scene.AddFiles(
            FileSizes.Many(spec.Share(spec.Parameters["tree"]), 6, spec.Rng("files")));
        linked = new HugePages(pages, spec.Setup.HugeOrder);
        var roles = new FileRoles(files.Count);
        int count = spec.Parameters["jobs"];
        int heap = Math.Clamp(spec.MemoryPages / count / 16, 32, 16_384);
        var shape = new CompileJobShape(spec.Share(20) / count, heap / 2, heap * 2, Ns.Second, 28);
        jobs = [.. Enumerable.Range(0, count).Select(i => new CompileJob(
            shape, pages, files, roles, i * Ns.Second / count, spec.Rng($"job {i}")))];
    }

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "kernbuild",
            "A source tree is built again and again; links fault in huge pages beside the "
            + "compilers, and huge pages are asked for at rest.",
            "Weiner, reliable huge page allocator, 2025; mmtests kernbuild"),
        [
            WorkloadParameter.Number("jobs", 8, 1, 256, "compilers at a time (make -j)"),
            WorkloadParameter.Number("builds", 3, 1, 100, "builds, one after another"),
            WorkloadParameter.Number("seconds", 120, 10, 3600, "how long one build takes"),
            WorkloadParameter.Number(
                "tree", 100, 10, 500, "sources, headers and objects, in percent of memory"),
        ],
        scene => new KernBuild(scene).Play());

    private void Play()
    {
        scene.DurationNs =
            ((spec.Parameters["builds"] * spec.Parameters["seconds"]) + 30) * Ns.Second;
        scene.Add(Lead());
        foreach (CompileJob job in jobs)
            scene.Add(Compile(job), job.NextNs);
        scene.Add(Flush());
    }

    private IEnumerable<long> Lead()
    {
        scene.BootKernel(percent: 2);
        long buildNs = spec.Parameters["seconds"] * Ns.Second;
        for (int build = 1; build <= spec.Parameters["builds"]; build++)
        {
            scene.Phase($"build-{build}");
            building = true;
            long endNs = pages.NowNs + buildNs;
            foreach (long next in Link(endNs))
                yield return next;
            building = false;
            scene.Snapshot($"built-{build}");
            foreach (CompileJob job in jobs)
                job.Kill();
            CleanTree();
            yield return pages.NowNs + (5 * Ns.Second);
        }
        scene.Phase("rest");
        int attempts = HugePages.In(spec.Share(60), spec.Setup.HugeOrder);
        foreach (long next in linked.AskFor(attempts, 20 * Ns.Millisecond, HugePages.Fault))
            yield return next;
        scene.Snapshot("rested");
        linked.FreeAll();
    }

    /// <summary>From the middle of the build on: a link every few seconds, whose heap is huge
    /// pages and goes when it ends.</summary>
    private IEnumerable<long> Link(long endNs)
    {
        yield return pages.NowNs + ((endNs - pages.NowNs) / 2);
        int perLink = HugePages.In(spec.Share(4), spec.Setup.HugeOrder);
        while (pages.NowNs < endNs)
        {
            foreach (long next in linked.AskFor(perLink, 5 * Ns.Millisecond, HugePages.Fault))
                yield return next;
            yield return pages.NowNs + (3 * Ns.Second);
            linked.FreeAll();
        }
    }

    private IEnumerable<long> Compile(CompileJob job)
    {
        while (true)
        {
            if (!building)
            {
                yield return pages.NowNs + Ns.Second;
                continue;
            }
            job.Resume(pages.NowNs);
            job.Step();
            yield return job.NextNs;
        }
    }

    /// <summary><c>make clean</c>: the second half of the tree's files are objects.</summary>
    private void CleanTree()
    {
        for (int file = files.Count * 11 / 20; file < files.Count; file++)
            files.Delete(file, stillOpen: false);
    }

    private IEnumerable<long> Flush()
    {
        while (true)
        {
            files.Flush();
            files.FlushTo(spec.Share(10));
            yield return pages.NowNs + (5 * Ns.Second);
        }
    }
}
