using FragSim.Sim.Base;
using FragSim.Sim.Events;

namespace FragSim.Workloads.Parts;

/// <summary>What one job of a build does to memory; sizes in base pages.</summary>
/// <param name="ResidentPages">Memory the job holds for long (a linker, a language server), grown
/// at first and then renewed a little with every compilation.</param>
/// <param name="MinHeapPages">Smallest heap of one compilation.</param>
/// <param name="MaxHeapPages">Largest heap of one compilation.</param>
/// <param name="CompileNs">Mean time of one compilation.</param>
/// <param name="Headers">Headers it reads.</param>
internal sealed record CompileJobShape(
    int ResidentPages, int MinHeapPages, int MaxHeapPages, long CompileNs, int Headers)
{
    /// <summary>Share of the resident memory that every compilation uses, in percent.</summary>
    public int WorkingPercent { get; init; }
}

/// <summary>
/// One job of a parallel build: a chain of short processes. Each is forked (stack, page tables),
/// reads its source and headers through the page cache, grows a heap, writes an object file and
/// exits; a few kernel pages outlive it.
/// </summary>
internal sealed class CompileJob
{
    /// <summary>A compilation is carried out in so many steps.</summary>
    private const int Steps = 8;

    /// <summary>Pages of page tables for so many pages of heap.</summary>
    private const int PagesPerTable = 512;

    /// <summary>How long a job without memory waits.</summary>
    private const long RetryNs = 100_000_000;

    /// <summary>How often it waits before the out-of-memory killer takes it.</summary>
    private const int MaxWaits = 100;

    /// <summary>Pages renewed in one step at most: what a process does does not grow with the
    /// machine (felt by seven jobs from 4 GiB on).</summary>
    private const int MostRenewed = 512;

    /// <summary>Of a million compilations, so many leave a kernel page behind for good.</summary>
    private const uint SurvivorsPerMillion = 300_000;

    private readonly CompileJobShape shape;
    private readonly Pages pages;
    private readonly FileSet files;
    private readonly FileRoles roles;
    private readonly Rng rng;
    private readonly Mapping heap;
    private readonly Mapping resident;
    private readonly List<uint> kernel = [];
    private readonly List<uint> tables = [];
    private readonly List<uint> survivors = [];
    private int step;
    private int waited;
    private int heapPages;
    private int source;

    /// <param name="shape">What it does to memory.</param>
    /// <param name="pages">Where memory comes from.</param>
    /// <param name="files">The tree it builds.</param>
    /// <param name="roles">What each file is for.</param>
    /// <param name="startNs">When it begins.</param>
    /// <param name="rng">Its own random numbers.</param>
    public CompileJob(CompileJobShape shape, Pages pages, FileSet files, FileRoles roles,
        long startNs, Rng rng)
    {
        NextNs = startNs;
        this.shape = shape;
        this.pages = pages;
        this.files = files;
        this.roles = roles;
        this.rng = rng;
        heap = new Mapping(pages);
        resident = new Mapping(pages);
        resident.Map(shape.ResidentPages);
    }

    /// <summary>When it goes on.</summary>
    public long NextNs { get; private set; }

    /// <summary>Goes on at a time, after it was not let go on for a while.</summary>
    public void Resume(long timeNs) => NextNs = Math.Max(NextNs, timeNs);

    /// <summary>Does the next step and says when the one after is due. A job that gets no memory
    /// waits a while and goes on, as a process stalled in reclaim does; after ten seconds of that
    /// it is killed for the memory it holds, and begins again.</summary>
    public void Step()
    {
        pages.NowNs = NextNs;
        bool served = step == 0 ? Fork() : step < Steps ? Work() : Exit();
        if (!served)
        {
            NextNs = pages.NowNs + RetryNs;
            if (++waited == MaxWaits)
                Kill();
            return;
        }
        waited = 0;
        step = (step + 1) % (Steps + 1);
        long mean = shape.CompileNs / (Steps + 1);
        NextNs = pages.NowNs + (mean / 2) + rng.Below((uint)mean);
    }

    /// <summary>Ends the job; what it leaves in the kernel stays.</summary>
    public void Kill()
    {
        heap.Clear();
        pages.FreeAll(kernel);
        pages.FreeAll(tables);
        resident.Map(shape.ResidentPages);
        step = 0;
        waited = 0;
    }

    private bool Fork()
    {
        if (kernel.Count == 0)
        {
            source = roles.NextSource();
            heapPages = rng.Between(shape.MinHeapPages, shape.MaxHeapPages);
            heap.Map(heapPages);
            if (!Hold(kernel, 2, MigrateType.Unmovable, PageSource.Stack, EventFlags.None))
                return false;
        }
        while (kernel.Count <= (heapPages / PagesPerTable) + 4)
        {
            if (!Hold(kernel, 0, MigrateType.Unmovable, PageSource.PageTable, EventFlags.None))
                return false;
        }
        files.Read(source);
        return GrowResident();
    }

    private bool Work()
    {
        for (int i = shape.Headers / (Steps - 1); i > 0; i--)
            files.Read(roles.Header(rng));
        int wanted = heapPages * step / (Steps - 1);
        while (heap.Count < wanted)
        {
            if (!heap.Grow())
                return false;
        }
        RenewResident();
        UseResident();
        return true;
    }

    private bool Exit()
    {
        files.Write(roles.ObjectOf(source));
        heap.Clear();
        pages.FreeAll(kernel);
        if (rng.Happens(SurvivorsPerMillion))
            Hold(survivors, 0, MigrateType.Unmovable, PageSource.Slab, EventFlags.None);
        return true;
    }

    private bool GrowResident()
    {
        int wanted = Math.Min(shape.ResidentPages - resident.Count, shape.ResidentPages / 8);
        for (int i = 0; i < wanted; i++)
        {
            if (tables.Count * PagesPerTable <= resident.Count && !Hold(
                tables, 0, MigrateType.Unmovable, PageSource.PageTable, EventFlags.None))
                return false;
            if (!resident.Grow())
                return false;
        }
        return true;
    }

    /// <summary>Frees a few resident pages at random; the next process takes as many.</summary>
    private void RenewResident() =>
        resident.FreeSome(Math.Min(resident.Count / 200, MostRenewed), rng);

    /// <summary>Uses a part of the resident pages; those in swap are read back.</summary>
    private void UseResident()
    {
        for (int i = resident.Count * shape.WorkingPercent / 100 / (Steps - 1); i > 0; i--)
            pages.UseAnon(resident.IdAt((int)rng.Below((uint)resident.Count)));
    }

    private bool Hold(List<uint> owner, int order, MigrateType mobility, PageSource source,
        EventFlags flags)
    {
        uint id = pages.Allocate(order, mobility, source, flags);
        if (id == Pfn.None)
            return false;
        owner.Add(id);
        return true;
    }
}
