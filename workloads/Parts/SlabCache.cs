using FragSim.Sim.Base;

namespace FragSim.Workloads.Parts;

/// <summary>
/// A cache of kernel objects of one size. A slab is allocated when no other has room, and freed
/// when its last object goes: one survivor keeps the whole page (<c>mm/slub.c</c>, with one list
/// of partly used slabs).
/// </summary>
internal sealed class SlabCache
{
    private readonly Pages pages;
    private readonly int perSlab;
    private readonly int order;
    private readonly MigrateType mobility;
    private readonly List<int> partial = [];
    private readonly Stack<int> spare = new();
    private readonly List<(uint Block, int Used, int PartialAt)> slabs = [];

    /// <param name="pages">Where memory comes from.</param>
    /// <param name="perSlab">Objects that fit into one slab.</param>
    /// <param name="order">Order of a slab.</param>
    /// <param name="mobility">Reclaimable if a shrinker can free the objects.</param>
    public SlabCache(Pages pages, int perSlab, int order, MigrateType mobility)
    {
        this.pages = pages;
        this.perSlab = perSlab;
        this.order = order;
        this.mobility = mobility;
    }

    /// <summary>Objects in use.</summary>
    public long Objects { get; private set; }

    /// <summary>Allocates an object.</summary>
    /// <returns>Its slab, -1 when there is no memory.</returns>
    public int Allocate()
    {
        int slab = partial.Count > 0 ? partial[^1] : Grow();
        if (slab < 0)
            return -1;
        (uint block, int used, int at) = slabs[slab];
        slabs[slab] = (block, used + 1, at);
        if (used + 1 == perSlab)
            RemovePartial(slab);
        Objects++;
        return slab;
    }

    /// <summary>Frees an object of a slab.</summary>
    /// <returns>Base pages freed with it.</returns>
    public long Free(int slab)
    {
        (uint block, int used, int at) = slabs[slab];
        slabs[slab] = (block, used - 1, at);
        Objects--;
        if (used == perSlab)
            AddPartial(slab);
        if (used > 1)
            return 0;
        RemovePartial(slab);
        spare.Push(slab);
        pages.Free(block);
        return 1L << order;
    }

    private int Grow()
    {
        uint block = pages.Allocate(order, mobility, PageSource.Slab);
        if (block == Pfn.None)
            return -1;
        if (!spare.TryPop(out int slab))
        {
            slab = slabs.Count;
            slabs.Add(default);
        }
        slabs[slab] = (block, 0, -1);
        AddPartial(slab);
        return slab;
    }

    private void AddPartial(int slab)
    {
        slabs[slab] = (slabs[slab].Block, slabs[slab].Used, partial.Count);
        partial.Add(slab);
    }

    private void RemovePartial(int slab)
    {
        int at = slabs[slab].PartialAt;
        int last = partial[^1];
        partial[at] = last;
        slabs[last] = (slabs[last].Block, slabs[last].Used, at);
        partial.RemoveAt(partial.Count - 1);
    }
}
