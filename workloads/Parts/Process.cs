using FragSim.Sim.Base;

namespace FragSim.Workloads.Parts;

/// <summary>
/// A process as memory sees it: a kernel stack and page tables, which cannot move, and anonymous
/// pages, which can.
/// </summary>
internal sealed class Process(Pages pages)
{
    /// <summary>Anonymous pages that one page of page tables maps.</summary>
    private const int PagesPerTable = 512;

    /// <summary>Upper levels of the page tables, and what else every process has.</summary>
    private const int FixedTables = 4;

    private readonly Mapping anon = new(pages);
    private readonly List<uint> kernel = [];

    /// <summary>Anonymous pages it holds.</summary>
    public int Count => anon.Count;

    /// <summary>One of its pages.</summary>
    public uint PageAt(int index) => anon.IdAt(index);

    /// <summary>Forks it.</summary>
    /// <param name="size">Anonymous pages that it will hold at most.</param>
    /// <returns>False when there is no memory for it.</returns>
    public bool Start(int size)
    {
        anon.Map(size);
        if (!Hold(2, PageSource.Stack))
            return false;
        for (int i = 0; i < FixedTables; i++)
        {
            if (!Hold(0, PageSource.PageTable))
                return false;
        }
        return true;
    }

    /// <summary>Faults pages in, and the page tables for them.</summary>
    /// <returns>False when memory gave out before.</returns>
    public bool Grow(int more)
    {
        for (int i = 0; i < more; i++)
        {
            if (anon.Count % PagesPerTable == 0 && !Hold(0, PageSource.PageTable))
                return false;
            if (!anon.Grow())
                return false;
        }
        return true;
    }

    /// <summary>Grows to a size; does nothing when it is that large.</summary>
    public bool GrowTo(int size) => Grow(Math.Max(size - anon.Count, 0));

    /// <summary>Gives some pages back, from anywhere (<c>madvise(MADV_DONTNEED)</c>).</summary>
    public void Release(int count, Rng rng) =>
        anon.FreeSome(Math.Min(count, anon.Count), rng);

    /// <summary>Ends it; all its memory goes.</summary>
    public void Exit()
    {
        anon.Clear();
        foreach (uint id in kernel)
            pages.Free(id);
        kernel.Clear();
    }

    private bool Hold(int order, PageSource source)
    {
        uint id = pages.Allocate(order, MigrateType.Unmovable, source);
        if (id == Pfn.None)
            return false;
        kernel.Add(id);
        return true;
    }
}
