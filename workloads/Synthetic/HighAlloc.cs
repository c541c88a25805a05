using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// The HighAlloc test: builds run until memory is full; pass 1 asks for huge pages one at a time
/// under that load, holds them, and frees all at its end; pass 2 the same; then the builds are
/// killed, their files deleted, a file as large as RAM is written, read and deleted, caches are
/// dropped, and the same is asked of a machine at rest.
/// </summary>
/// <remarks>stress-highalloc of mmtests, as used in every posting of the anti-fragmentation series
/// from 2005 to 2012. Requests do not ask for zeroed pages, as its kernel module did not.
/// </remarks>
internal sealed class HighAlloc : ISyntheticWorkload, IShrinker
{
    private const long Second = 1_000_000_000;

    /// <summary>Of a million files walked, so many are in use.</summary>
    private const uint HeldPerMillion = 1_000;

    private readonly HighAllocShape shape;
    private readonly Pages pages;
    private readonly FileSet files;
    private readonly CompileJob[] jobs;
    private readonly Services services;
    private readonly Rng rng;
    private readonly List<uint> held = [];
    private readonly IEnumerator<long> script;
    private long nowNs;
    private long nextFlushNs;
    private long nextCopyNs;
    private long nextWalkNs;
    private readonly int treeFiles;
    private int copied;
    private int walked;
    private bool loaded;

    public HighAlloc(string name, HighAllocShape shape, ulong seed)
    {
        Name = name;
        this.shape = shape;
        rng = Rng.For(seed, "highalloc");
        int[] sizes = shape.FileSizes(Rng.For(seed, "files"));
        uint filePages = (uint)sizes.Sum();
        pages = new Pages(new IdPool(filePages));
        treeFiles = sizes.Length;
        files = new FileSet(pages, [.. sizes, .. new int[shape.WalkedFiles]], 0)
        {
            Metadata = shape.Metadata
                ? new Metadata(pages, sizes.Length + shape.WalkedFiles) : null,
        };
        var roles = new FileRoles(sizes.Length);
        jobs = [.. Enumerable.Range(0, shape.Jobs).Select(i => new CompileJob(
            shape.Job, pages, files, roles,
            Second * shape.CopySeconds * (i + 1) / shape.Jobs, Rng.For(seed, $"job {i}")))];
        services = new Services(pages, (int)((long)shape.MemoryPages * shape.ServicePercent / 100));
        nextWalkNs = shape.WalkedFiles > 0 ? 0 : long.MaxValue;
        script = Script().GetEnumerator();
    }

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "highalloc",
            "Builds fill memory; huge pages are asked for under that load, twice, and at rest.",
            "mmtests stress-highalloc; Gorman 2005-2012"),
        HighAllocShape.Parameters,
        spec => new HighAlloc(spec.Spelling, HighAllocShape.From(spec), spec.Setup.Seed));

    public string Name { get; }

    public IReadOnlyList<string> Names { get; } = ["build", "load-pass-1", "load-pass-2", "rest",
        "loaded", "load-pass-1-held", "load-pass-2-held", "rested", "rest-held"];

    public long DurationNs => ((shape.LoadSeconds + shape.SettleSeconds + 20) * Second)
        + (((2 * shape.Attempts(1)) + shape.Attempts(3)) * shape.RequestEveryNs);

    public long NextNs => Math.Min(loaded ? NextLoadNs : services.NextNs, nowNs);

    /// <summary>Only the script makes requests: the load goes on during each.</summary>
    public long NextOtherNs => loaded ? NextLoadNs : services.NextNs;

    public void StepOther(IEventSink machine)
    {
        long scriptNs = pages.NowNs;
        if (!loaded)
            services.Step();
        else
            StepLoad(long.MaxValue);
        pages.NowNs = scriptNs;
    }

    public long FreeableObjects => files.FreeableObjects;

    public long Shrink(long objects) => files.Shrink(objects);

    /// <summary>The load goes on until the script's next deed is due, one step of one job at a
    /// time.</summary>
    public bool Step(IEventSink machine)
    {
        pages.Attach(machine);
        if (loaded ? StepLoad(nowNs) : StepServices(nowNs))
            return true;
        pages.NowNs = nowNs;
        if (!script.MoveNext())
            return false;
        nowNs = script.Current;
        return true;
    }

    public void Dispose() => script.Dispose();

    private long NextLoadNs =>
        Math.Min(Math.Min(FirstJob().NextNs, services.NextNs), NextDiskNs);

    private long NextDiskNs => Math.Min(Math.Min(nextFlushNs, nextCopyNs), nextWalkNs);

    private CompileJob FirstJob()
    {
        CompileJob first = jobs[0];
        foreach (CompileJob job in jobs)
        {
            if (job.NextNs < first.NextNs)
                first = job;
        }
        return first;
    }

    /// <summary>Does the earliest step of the load that is due before the script goes on.
    /// </summary>
    private bool StepLoad(long untilNs)
    {
        CompileJob first = FirstJob();
        long next = Math.Min(first.NextNs, NextDiskNs);
        if (StepServices(Math.Min(next, untilNs)))
            return true;
        if (next >= untilNs)
            return false;
        pages.NowNs = next;
        if (next == nextCopyNs)
            CopyFile();
        else if (next == nextWalkNs)
            Walk();
        else if (next == nextFlushNs)
            Flush();
        else
            first.Step();
        return true;
    }

    private bool StepServices(long untilNs)
    {
        if (services.NextNs >= untilNs)
            return false;
        services.Step();
        return true;
    }

    /// <summary>Unpacks one more file of the trees.</summary>
    private void CopyFile()
    {
        files.Write(copied);
        nextCopyNs = ++copied == treeFiles
            ? long.MaxValue
            : Second * shape.CopySeconds / treeFiles * copied;
    }

    /// <summary>As long as the load lasts the machine's other files are walked; some of them stay
    /// in use.</summary>
    private void Walk()
    {
        files.Read(treeFiles + walked);
        if (rng.Happens(HeldPerMillion))
            files.Hold(treeFiles + walked);
        walked++;
        nextWalkNs = walked == shape.WalkedFiles ? long.MaxValue : WalkNs(walked);
    }

    private long WalkNs(int file) =>
        (long)((double)shape.LoadNs / Math.Max(shape.WalkedFiles, 1) * file);

    private void Flush()
    {
        files.Flush();
        nextFlushNs += 5 * Second;
    }

    /// <summary>What the tester does; each value is when it goes on.</summary>
    private IEnumerable<long> Script()
    {
        pages.Say(EventOp.Phase, 0);
        BootKernel();
        loaded = true;
        yield return nowNs + (shape.LoadSeconds * Second);
        pages.Say(EventOp.Snapshot, 4);
        for (int pass = 1; pass <= 2; pass++)
        {
            foreach (long next in Pass(pass))
                yield return next;
            yield return nowNs + (5 * Second);
        }
        yield return nowNs + (shape.SettleSeconds * Second);
        EndLoad();
        yield return pages.NowNs + (5 * Second);
        pages.Say(EventOp.DropCaches);
        pages.Say(EventOp.Snapshot, 7);
        foreach (long next in Pass(3))
            yield return next;
    }

    /// <summary>Asks for huge pages at a steady pace, holds them, shows the machine, frees them.
    /// </summary>
    private IEnumerable<long> Pass(int pass)
    {
        pages.Say(EventOp.Phase, pass);
        Effort effort = shape.Retry ? Effort.Normal | Effort.RetryMayFail : Effort.Normal;
        for (int i = 0; i < shape.Attempts(pass); i++)
        {
            uint id = pages.Request(shape.HugeOrder, effort);
            if (id != Pfn.None)
                held.Add(id);
            yield return Math.Max(pages.NowNs, nowNs + shape.RequestEveryNs);
        }
        pages.Say(EventOp.Snapshot, pass == 3 ? 8 : 4 + pass);
        pages.FreeAll(held);
    }

    /// <summary>What drivers and daemons take before the test, and what is left in the page cache
    /// of whatever ran before it.</summary>
    private void BootKernel()
    {
        for (int i = 0; i < shape.BootPages; i++)
            pages.Allocate(0, MigrateType.Unmovable, PageSource.Kernel);
        for (int i = 0; i < shape.PagesBefore; i++)
            pages.Allocate(0, MigrateType.Movable, PageSource.PageCache, EventFlags.Lru);
    }

    /// <summary>Kills the jobs, deletes their files (a few are still open somewhere), and writes,
    /// reads and deletes a file as large as memory.</summary>
    private void EndLoad()
    {
        loaded = false;
        files.Sync();
        foreach (CompileJob job in jobs)
            job.Kill();
        for (int file = 0; file < treeFiles; file++)
            files.Delete(file, stillOpen: shape.WalkedFiles == 0
                && rng.Happens(shape.StillOpenPerMillion));
        files.Sync();
        var large = new List<uint>();
        for (int i = 0; i < shape.MemoryPages; i++)
        {
            uint id = pages.Allocate(0, MigrateType.Movable, PageSource.PageCache,
                EventFlags.Lru);
            if (id != Pfn.None)
                large.Add(id);
        }
        pages.FreeAll(large);
    }
}
