using FragSim.Sim.Base;

namespace FragSim.Sim.Kernel;

/// <summary>
/// Reclaimable slabs (inodes, dentries) of which only the pages are known, not the objects: a
/// recording's. All of them are scanned, by proportion (<c>do_shrink_slab</c>,
/// <c>mm/vmscan.c</c>); freed are those that the recorded kernel's shrinkers freed too, oldest
/// first, as one object in use keeps the whole slab. What was there at the start is not known.
/// </summary>
public sealed class SlabPages : IShrinker
{
    internal const int ListsNeeded = 1;

    /// <summary>Objects of a page: inodes, which have most of such memory, are of 1 KiB.</summary>
    private const int ObjectsPerPage = 4;

    private readonly Machine machine;
    private readonly uint unused;
    private long pages;
    private long deferred;

    internal SlabPages(Machine machine)
    {
        this.machine = machine;
        unused = machine.Frames.NewList();
    }

    /// <summary>Objects of all slab pages, at 4 a page (<c>count_objects</c>).</summary>
    public long FreeableObjects => pages * ObjectsPerPage;

    /// <summary>Objects that make up no slab yet count in the next round (<c>nr_deferred</c>).
    /// </summary>
    public long Shrink(long objects)
    {
        deferred = Math.Min(deferred + objects, 2 * FreeableObjects);
        long freed = 0;
        while (!machine.Frames.IsEmpty(unused))
        {
            uint oldest = machine.Frames.Last(unused);
            uint size = machine.Frames.BlockSize(oldest);
            if (deferred < size * ObjectsPerPage)
                break;
            deferred -= size * ObjectsPerPage;
            machine.Free(oldest);
            freed += size;
        }
        return freed;
    }

    /// <summary>A block in use may be a slab to shrink.</summary>
    internal void Allocated(uint pfn)
    {
        if (machine.Frames.Source(pfn) != PageSource.Slab
            || machine.Frames.Mobility(pfn) != MigrateType.Reclaimable)
            return;
        machine.Frames.Flags[pfn] |= PageFlags.Shrinkable;
        pages += machine.Frames.BlockSize(pfn);
    }

    internal bool Holds(uint pfn) =>
        (machine.Frames.Flags[pfn] & (PageFlags.Shrinkable | PageFlags.Lru))
            == PageFlags.Shrinkable
        && machine.Frames.Source(pfn) == PageSource.Slab;

    /// <summary>None of a slab's objects is in use any more, and it has no owner.</summary>
    internal void Unused(uint pfn) => machine.Frames.AddHead(unused, pfn);

    /// <summary>A slab is freed.</summary>
    internal void Freed(uint pfn)
    {
        pages -= machine.Frames.BlockSize(pfn);
        if (machine.Frames.Owner[pfn] == Pfn.None)
            machine.Frames.Remove(pfn);
    }
}
