namespace FragSim.Sim.Memory;

/// <summary>Where each of the workload's blocks is now. Migration changes the frame, never the id.
/// </summary>
public sealed class Handles
{
    /// <summary>The block was there and reclaim took it.</summary>
    private const uint Reclaimed = Pfn.None - 1;

    /// <summary>The block was there and reclaim wrote it to swap.</summary>
    private const uint Swapped = Pfn.None - 2;

    private uint[] pfns;

    public Handles(int capacity = 1024)
    {
        pfns = new uint[capacity];
        Array.Fill(pfns, Pfn.None);
    }

    /// <summary>First frame of a block; None when it is not in memory.</summary>
    public uint this[uint id] =>
        id < (uint)pfns.Length && pfns[id] < Swapped ? pfns[id] : Pfn.None;

    /// <summary>Reclaim took the block: it was dropped, or is in swap.</summary>
    public bool WasReclaimed(uint id) =>
        id < (uint)pfns.Length && pfns[id] is Reclaimed or Swapped;

    public bool IsSwapped(uint id) => id < (uint)pfns.Length && pfns[id] == Swapped;

    /// <summary>How many blocks are in memory; counts them all.</summary>
    internal long InMemory => pfns.LongCount(pfn => pfn < Swapped);

    public void Set(uint id, uint pfn)
    {
        if (id >= (uint)pfns.Length)
            Grow(id);
        pfns[id] = pfn;
    }

    public void Forget(uint id) => pfns[id] = Pfn.None;

    public void MarkReclaimed(uint id) => pfns[id] = Reclaimed;

    public void MarkSwapped(uint id) => pfns[id] = Swapped;

    private void Grow(uint id)
    {
        int before = pfns.Length;
        Array.Resize(ref pfns, (int)Math.Min(Math.Max(id + 1L, before * 2L), Array.MaxLength));
        Array.Fill(pfns, Pfn.None, before, pfns.Length - before);
    }
}
