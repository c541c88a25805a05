using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// A server of a large fleet: a service holds most of memory as anonymous pages, the page cache
/// takes the rest, and requests come over the network in bursts. Their buffers cannot move; most
/// live for milliseconds, a few stay with a connection for minutes. After an hour the service is
/// deployed anew and asks for its heap in huge pages.
/// </summary>
/// <remarks>What it must come to: unmovable pages are less than 7 % of memory and lie in 34 % of
/// the 2 MiB blocks; nearly three quarters of them are network buffers (Zhao et al., Contiguitas,
/// ISCA 2023; Weiner, "mm: page_alloc: freelist migratetype hygiene", 2023). The lifetimes are
/// this workload's own: none were published.</remarks>
internal sealed class Fleet
{
    private const int SlabLifeMinutes = 60;
    private const int BurstParts = 10;

    /// <summary>Of a million buffers, so many stay for minutes.</summary>
    private const uint LongPerMillion = 18_000;


    private readonly Scene scene;
    private readonly WorkloadSpec spec;
    private readonly Pages pages;
    private readonly FileSet files;
    private readonly Zipf popularity;
    private readonly Process service;
    private readonly Lifetimes buffers;
    private readonly int minutes;

    private Fleet(Scene scene)
    {
        this.scene = scene;
        spec = scene.Spec;
        pages = scene.Pages;
        files = scene.AddFiles(FileSizes.Many(spec.Share(200), 7, spec.Rng("files")));
        popularity = new Zipf(files.Count);
        service = new Process(pages);
        buffers = new Lifetimes(pages);
        minutes = spec.Parameters["minutes"];
    }

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "fleet",
            "A server under bursts of network buffers, over a steady movable load.",
            "Contiguitas, ISCA 2023; Weiner, freelist migratetype hygiene, 2023"),
        [
            WorkloadParameter.Number(
                "minutes", 60, 1, 1440, "minutes of serving before the service is deployed anew"),
            WorkloadParameter.Number(
                "heap", 60, 10, 80, "memory that the service holds, in percent"),
            WorkloadParameter.Number(
                "burst", 100, 1, 500, "a burst's buffers at most, in thousandths of memory"),
        ],
        scene => new Fleet(scene).Play());

    private void Play()
    {
        scene.DurationNs = (minutes + 1) * Ns.Minute;
        scene.Add(Deploy());
        scene.Add(Network(spec.Rng("network")), Ns.Second);
        scene.Add(Cache(spec.Rng("cache")));
        scene.Add(Expiry());
    }

    private IEnumerable<long> Deploy()
    {
        Rng rng = spec.Rng("service");
        int heap = spec.Share(spec.Parameters["heap"]);
        scene.Phase("serving");
        scene.BootKernel(percent: 1);
        service.Start(heap);
        for (int i = 0; i < 30; i++)
        {
            service.GrowTo(heap * (i + 1) / 30);
            yield return pages.NowNs + Ns.Second;
        }
        while (pages.NowNs < minutes * Ns.Minute)
        {
            // A thousandth of what it keeps is thrown away and computed anew each second.
            service.Release(heap / 1000, rng);
            service.GrowTo(heap);
            yield return pages.NowNs + Ns.Second;
        }
        scene.Snapshot("served");
        scene.Phase("deployed");
        service.Exit();
        var huge = new HugePages(pages, spec.Setup.HugeOrder);
        int attempts = HugePages.In(heap, spec.Setup.HugeOrder);
        foreach (long next in huge.AskFor(attempts, 50 * Ns.Millisecond, HugePages.Fault))
            yield return next;
        scene.Snapshot("running-again");
    }

    /// <summary>Logs, data and binaries: a three-hundredth of memory each second, most of it not in
    /// the cache, so that what a burst leaves free is soon used.</summary>
    private IEnumerable<long> Cache(Rng rng)
    {
        long secondPages = Math.Max(spec.MemoryPages / 300, 1);
        while (true)
        {
            int file = rng.Happens(500_000)
                ? popularity.Draw(rng)
                : (int)rng.Below((uint)files.Count);
            if (rng.Happens(200_000))
                files.Write(file);
            else
                files.Read(file);
            files.Flush();
            yield return pages.NowNs + (Ns.Second * files.SizeOf(file) / secondPages);
        }
    }

    /// <summary>Bursts of requests, a third of a minute apart; small ones are as likely as large
    /// ones, on a logarithmic scale. Each comes in within a tenth of a second.</summary>
    private IEnumerable<long> Network(Rng rng)
    {
        int most = Math.Max((int)((long)spec.MemoryPages * spec.Parameters["burst"] / 1000), 16);
        while (true)
        {
            int size = most >> (int)rng.Below(4);
            for (int part = 0; part < BurstParts; part++)
            {
                for (int taken = 0; taken < size / BurstParts;)
                    taken += TakeBuffer(rng);
                yield return pages.NowNs + (10 * Ns.Millisecond);
            }
            if (rng.Happens(300_000))
                KeepObjects(rng);
            yield return pages.NowNs + (rng.Between(10_000, 30_000) * Ns.Millisecond);
        }
    }

    /// <summary>One buffer. Half are sent, and may wait for reclaim; half are received in an
    /// interrupt, which may not. A page fragment is 32 KiB (<c>net/core/sock.c</c>,
    /// <c>skb_page_frag_refill</c>), without the reserve: there is a fallback.</summary>
    private int TakeBuffer(Rng rng)
    {
        int order = rng.Happens(250_000) ? 3 : rng.Happens(200_000) ? 1 : 0;
        Effort effort = rng.Happens(500_000) ? Effort.Normal
            : order == 3 ? Effort.Kswapd
            : Effort.Kswapd | Effort.Atomic | Effort.High;
        uint id = pages.Allocate(
            order, MigrateType.Unmovable, PageSource.Network, EventFlags.None, effort);
        buffers.Add(id, pages.NowNs + LifeNs(rng));
        return 1 << order;
    }

    /// <summary>Nearly all buffers are read at once; the others wait in the queue of a connection
    /// for minutes.</summary>
    private static long LifeNs(Rng rng) => rng.Happens(LongPerMillion)
        ? rng.Between(1, 30) * Ns.Minute
        : rng.Between(20, 1000) * Ns.Millisecond;

    /// <summary>Slab pages of connections, file handles and the like.</summary>
    private void KeepObjects(Rng rng)
    {
        for (int i = Math.Max(spec.MemoryPages / 40_000, 1); i > 0; i--)
        {
            uint id = pages.Allocate(0, MigrateType.Unmovable, PageSource.Slab);
            buffers.Add(id, pages.NowNs + (rng.Between(1, SlabLifeMinutes) * Ns.Minute));
        }
    }

    private IEnumerable<long> Expiry()
    {
        while (true)
        {
            buffers.Expire();
            yield return Math.Max(
                Math.Min(buffers.NextNs, pages.NowNs + (100 * Ns.Millisecond)),
                pages.NowNs + (5 * Ns.Millisecond));
        }
    }
}
