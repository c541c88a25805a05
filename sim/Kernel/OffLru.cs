using FragSim.Sim.Base;

namespace FragSim.Sim.Kernel;

/// <summary>
/// Pages of users that are on no LRU list just now, so that they cannot be isolated and do not
/// count as movable: new ones, which a CPU gathers and puts there in batches (<c>lru_add</c> of
/// <c>struct cpu_fbatches</c>, <c>mm/swap.c</c>), and those that reclaim has isolated
/// (<c>isolate_lru_pages</c>).
/// </summary>
public sealed class OffLru
{
    /// <summary><c>PAGEVEC_SIZE</c>.</summary>
    private const int Batch = 15;

    /// <summary>A given isolation may name more; what is beyond stays where it is.</summary>
    private const int MostIsolated = 512;

    private readonly Machine machine;
    private readonly uint[] added = new uint[Batch];
    private readonly uint[] isolated = new uint[MostIsolated];
    private int addedCount;
    private int isolatedCount;

    internal OffLru(Machine machine) => this.machine = machine;

    /// <summary>Is any page held off the lists?</summary>
    internal bool Any => addedCount + isolatedCount > 0;

    /// <summary>A block whose flags name its list is on its way there (<c>folio_add_lru</c>).
    /// </summary>
    public void Add(uint pfn)
    {
        added[addedCount++] = pfn;
        if (addedCount == Batch)
            Drain();
    }

    /// <summary>All new ones go to their lists: reclaim, compaction and tasks that free user pages
    /// see to it (<c>lru_add_drain</c>).</summary>
    public void Drain()
    {
        for (int i = 0; i < addedCount; i++)
            machine.ZoneOf(added[i]).Lru.Add(added[i]);
        addedCount = 0;
    }

    /// <summary>Reclaim takes a block off its list.</summary>
    public void Isolate(uint pfn)
    {
        if ((machine.Frames.Flags[pfn] & PageFlags.Lru) == 0 || isolatedCount == MostIsolated)
            return;
        machine.ZoneOf(pfn).Lru.Remove(pfn);
        isolated[isolatedCount++] = pfn;
    }

    /// <summary>A block is freed: it has no owner from here on.</summary>
    public void Forget(uint pfn)
    {
        if (Added.Contains(pfn))
            Drain();
        int at = Isolated.IndexOf(pfn);
        if (at >= 0)
            isolated[at] = isolated[--isolatedCount];
    }

    /// <summary>Is the block that begins at this frame held off the lists?</summary>
    public bool Holds(uint pfn) => Added.Contains(pfn) || Isolated.Contains(pfn);

    /// <summary>How many are from one frame up to another.</summary>
    public int CountIn(uint start, uint end)
    {
        int count = 0;
        foreach (uint pfn in Added)
            count += pfn >= start && pfn < end ? 1 : 0;
        foreach (uint pfn in Isolated)
            count += pfn >= start && pfn < end ? 1 : 0;
        return count;
    }

    private ReadOnlySpan<uint> Added => added.AsSpan(0, addedCount);

    private ReadOnlySpan<uint> Isolated => isolated.AsSpan(0, isolatedCount);
}
