using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;

namespace FragSim.Workloads.Parts;

/// <summary>What one job of a build does to memory; sizes in base pages.</summary>
/// <param name="ResidentPages">Memory the job holds for long (a linker, a language server), grown at
/// first and then renewed a little with every compilation.</param>
/// <param name="MinHeapPages">Smallest heap of one compilation.</param>
/// <param name="MaxHeapPages">Largest heap of one compilation.</param>
/// <param name="CompileNs">Mean time of one compilation.</param>
/// <param name="Headers">Headers it reads.</param>
internal sealed record CompileJobShape(
    int ResidentPages, int MinHeapPages, int MaxHeapPages, long CompileNs, int Headers);

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

    /// <summary>Of a million compilations, so many leave a kernel page behind for good.</summary>
    private const uint SurvivorsPerMillion = 300_000;

    private readonly CompileJobShape shape;
    private readonly Pages pages;
    private readonly FileSet files;
    private readonly FileRoles roles;
    private readonly Rng rng;
    private readonly List<uint> heap = [];
    private readonly List<uint> kernel = [];
    private readonly List<uint> resident = [];
    private readonly List<uint> survivors = [];
    private int step;
    private int heapPages;
    private int source;

    public CompileJob(CompileJobShape shape, Pages pages, FileSet files, FileRoles roles, Rng rng)
    {
        this.shape = shape;
        this.pages = pages;
        this.files = files;
        this.roles = roles;
        this.rng = rng;
    }

    /// <summary>When it goes on.</summary>
    public long NextNs { get; private set; }

    /// <summary>Does the next step and says when the one after is due.</summary>
    public void Step()
    {
        pages.NowNs = NextNs;
        if (step == 0)
            Fork();
        else if (step < Steps)
            Work();
        else
            Exit();
        step = (step + 1) % (Steps + 1);
        long mean = shape.CompileNs / (Steps + 1);
        NextNs = pages.NowNs + (mean / 2) + rng.Below((uint)mean);
    }

    /// <summary>Ends the job; what it leaves in the kernel stays.</summary>
    public void Kill()
    {
        FreeAll(heap);
        FreeAll(kernel);
        FreeAll(resident);
    }

    private void Fork()
    {
        source = roles.NextSource();
        heapPages = rng.Between(shape.MinHeapPages, shape.MaxHeapPages);
        Hold(kernel, 2, MigrateType.Unmovable, PageSource.Stack, EventFlags.None);
        for (int i = (heapPages / PagesPerTable) + 4; i > 0; i--)
            Hold(kernel, 0, MigrateType.Unmovable, PageSource.PageTable, EventFlags.None);
        files.Read(source);
        GrowResident();
    }

    private void Work()
    {
        for (int i = shape.Headers / (Steps - 1); i > 0; i--)
            files.Read(roles.Header(rng));
        for (int i = heapPages / (Steps - 1); i > 0; i--)
        {
            if (!Hold(heap, 0, MigrateType.Movable, PageSource.Anon, EventFlags.Lru))
                return;
        }
        RenewResident();
    }

    private void Exit()
    {
        files.Write(roles.ObjectOf(source));
        FreeAll(heap);
        FreeAll(kernel);
        if (rng.Happens(SurvivorsPerMillion))
            Hold(survivors, 0, MigrateType.Unmovable, PageSource.Slab, EventFlags.None);
    }

    private void GrowResident()
    {
        int wanted = Math.Min(shape.ResidentPages - resident.Count, shape.ResidentPages / 8);
        for (int i = 0; i < wanted; i++)
        {
            if (i % PagesPerTable == 0)
                Hold(survivors, 0, MigrateType.Unmovable, PageSource.PageTable, EventFlags.None);
            if (!Hold(resident, 0, MigrateType.Movable, PageSource.Anon, EventFlags.Lru))
                return;
        }
    }

    /// <summary>Frees a few resident pages at random and allocates as many.</summary>
    private void RenewResident()
    {
        for (int i = resident.Count / 200; i > 0; i--)
        {
            int at = (int)rng.Below((uint)resident.Count);
            pages.Free(resident[at]);
            resident[at] = resident[^1];
            resident.RemoveAt(resident.Count - 1);
        }
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

    private void FreeAll(List<uint> owner)
    {
        foreach (uint id in owner)
            pages.Free(id);
        owner.Clear();
    }
}
