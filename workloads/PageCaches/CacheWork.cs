using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.PageCaches;

/// <summary>What the CPUs have in common: the files, how they are locked, and how much is still to
/// be done.</summary>
internal sealed class CacheWork
{
    private readonly Scene scene;
    private readonly Zipf popularity;
    private readonly List<int> scripts = [];
    private int running;
    private long operationsWanted;
    private int waitingScript;

    public CacheWork(Scene scene, CacheStore store)
    {
        this.scene = scene;
        Store = store;
        popularity = new Zipf(store.Files.Count);
    }

    public Pages Pages => scene.Pages;

    public CacheStore Store { get; }

    public Locking Locking { get; private set; }

    /// <summary>Operations that write, in percent.</summary>
    public required int WritePercent { get; init; }

    /// <summary>Dirty pages from which on writers write back themselves.</summary>
    public required int MostDirty { get; init; }

    public long Operations { get; set; }

    public long LockWaitNs { get; set; }

    public long OtherWaitNs { get; set; }

    public long Restarts { get; set; }

    public bool IsOn => Operations < operationsWanted;

    /// <summary>A file, by popularity.</summary>
    public CachedFile Pick(Rng rng) => Store.Files[popularity.Draw(rng)];

    /// <summary>Sets CPUs to work, and wakes a script when they are done.</summary>
    public void Start(Locking locking, int cpus, long operations, int script, Func<int, Rng> rng)
    {
        Locking = locking;
        (Operations, LockWaitNs, OtherWaitNs, Restarts) = (0, 0, 0, 0);
        operationsWanted = operations;
        waitingScript = script;
        running = cpus;
        scripts.Clear();
        for (int cpu = 0; cpu < cpus; cpu++)
            scripts.Add(scene.Add(new CacheCpu(this, cpu, rng(cpu)).Work(), Pages.NowNs));
    }

    /// <summary>A CPU has been given the lock that it slept for.</summary>
    public void Wake(int cpu, long timeNs) => scene.Wake(scripts[cpu], timeNs);

    /// <summary>A CPU is done.</summary>
    public void End()
    {
        if (--running == 0)
            scene.Wake(waitingScript, Pages.NowNs);
    }

    /// <summary>What the CPUs did since a time.</summary>
    public Contention Measure(int cpus, long startNs) => new()
    {
        Locking = Locking == Locking.Tree ? "tree" : "concurrent",
        Cpus = cpus,
        Operations = Operations,
        ElapsedNs = Pages.NowNs - startNs,
        LockWaitNs = LockWaitNs,
        OtherWaitNs = OtherWaitNs,
        Restarts = Restarts,
    };
}
