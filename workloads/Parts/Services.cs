using FragSim.Sim.Base;
using FragSim.Sim.Events;

namespace FragSim.Workloads.Parts;

/// <summary>Processes of the machine itself: they are there before the load and after it, and use a
/// part of their memory all the time.</summary>
internal sealed class Services
{
    private const int Processes = 64;
    private const long EveryNs = 1_000_000_000;

    /// <summary>One page of so many is in constant use.</summary>
    private const int HotPart = 4;

    private const int PagesPerTable = 512;

    /// <summary>What a process has in slabs of its own: mappings, open files, sockets.</summary>
    private const int SlabPages = 8;

    private readonly Pages pages;
    private readonly int pagesEach;
    private readonly List<uint>[] held;
    private readonly List<uint>[] kernel;

    /// <param name="pages">Where memory comes from.</param>
    /// <param name="total">Pages of all of them; with none, nothing ever happens.</param>
    public Services(Pages pages, int total)
    {
        this.pages = pages;
        pagesEach = total / Processes;
        held = [.. Enumerable.Range(0, Processes).Select(_ => new List<uint>())];
        kernel = [.. Enumerable.Range(0, Processes).Select(_ => new List<uint>())];
        NextNs = pagesEach > 0 ? 0 : long.MaxValue;
    }

    /// <summary>When something happens next.</summary>
    public long NextNs { get; private set; }

    /// <summary>All use what they need; the first time they start.</summary>
    public void Step()
    {
        pages.NowNs = NextNs;
        for (int i = 0; NextNs == 0 && i < Processes; i++)
            Start(i);
        foreach (List<uint> process in held)
        {
            for (int i = 0; i < process.Count; i += HotPart)
                pages.UseAnon(process[i]);
        }
        NextNs = Math.Max(NextNs + EveryNs, pages.NowNs);
    }

    private void Start(int process)
    {
        Hold(kernel[process], 2, MigrateType.Unmovable, PageSource.Stack);
        for (int i = (pagesEach / PagesPerTable) + 4; i > 0; i--)
            Hold(kernel[process], 0, MigrateType.Unmovable, PageSource.PageTable);
        for (int i = SlabPages; i > 0; i--)
            Hold(kernel[process], 0, MigrateType.Unmovable, PageSource.Slab);
        for (int i = 0; i < pagesEach; i++)
            Hold(held[process], 0, MigrateType.Movable, PageSource.Anon);
    }

    private void Hold(List<uint> owner, int order, MigrateType mobility, PageSource source)
    {
        EventFlags flags = source == PageSource.Anon ? EventFlags.Lru : EventFlags.None;
        uint id = pages.Allocate(order, mobility, source, flags);
        if (id != Pfn.None)
            owner.Add(id);
    }
}
