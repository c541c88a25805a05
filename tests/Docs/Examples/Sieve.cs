using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads.Parts;

namespace FragSim.Tests.Docs.Examples;

/// <summary>
/// A program fills a part of memory with anonymous pages and frees every second one, chosen by
/// chance; then it asks for huge pages for half of what it freed.
/// </summary>
/// <remarks>Gorman and Whitcroft, OLS 2006, section 2: pages in use that lie everywhere are what
/// external fragmentation is. It does not model files or other programs.</remarks>
internal static class Sieve
{
    private const int Batch = 64;

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "sieve",
            "Anonymous memory, half of it freed by chance; then huge pages are asked for.",
            "Gorman & Whitcroft, OLS 2006, section 2"),
        [WorkloadParameter.Number("fill", 90, 10, 95, "what is filled, in percent of memory")],
        Play);

    private static void Play(Scene scene)
    {
        int pages = scene.Spec.Share(scene.Spec.Parameters["fill"]);
        int requests = HugePages.In(pages / 4, scene.Spec.Setup.HugeOrder);
        scene.DurationNs = (pages / Batch * Ns.Millisecond) + Ns.Second + (requests * Ns.Second);
        scene.Add(Script(scene, pages, requests));
    }

    /// <summary>What happens; each value is when it goes on.</summary>
    private static IEnumerable<long> Script(Scene scene, int count, int requests)
    {
        Pages pages = scene.Pages;
        Rng rng = scene.Spec.Rng("sieve");
        var heap = new List<uint>(count);
        scene.Phase("fill");
        for (int i = 1; i <= count; i++)
        {
            uint id = pages.Allocate(0, MigrateType.Movable, PageSource.Anon, EventFlags.Lru);
            if (id != Pfn.None)
                heap.Add(id);
            if (i % Batch == 0)
                yield return pages.NowNs + Ns.Millisecond;
        }
        foreach (uint id in heap)
        {
            if (rng.Below(2) == 0)
                pages.Free(id);
        }
        scene.Snapshot("sieved");
        yield return pages.NowNs + Ns.Second;
        scene.Phase("request");
        var huge = new HugePages(pages, scene.Spec.Setup.HugeOrder);
        foreach (long next in huge.AskFor(requests, Ns.Second, HugePages.Fault))
            yield return next;
        scene.Snapshot("held");
    }
}
