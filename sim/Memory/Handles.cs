using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>Where each of the workload's blocks is now. Migration changes the frame, never the id.
/// </summary>
public sealed class Handles
{
    /// <summary>The block was there and reclaim took it.</summary>
    private const uint Reclaimed = Pfn.None - 1;

    /// <summary>The block was there and reclaim wrote it to swap.</summary>
    private const uint Swapped = Pfn.None - 2;

    // Bit by bit the other way round: where nothing was set yet, 0 says None.
    private uint[] inverted;

    public Handles(int capacity = 1024) => inverted = new uint[capacity];

    /// <summary>First frame of a block; None when it is not in memory.</summary>
    public uint this[uint id] =>
        id < (uint)inverted.Length && ~inverted[id] < Swapped ? ~inverted[id] : Pfn.None;

    /// <summary>Reclaim took the block: it was dropped, or is in swap.</summary>
    public bool WasReclaimed(uint id) =>
        id < (uint)inverted.Length && ~inverted[id] is Reclaimed or Swapped;

    public bool IsSwapped(uint id) => id < (uint)inverted.Length && ~inverted[id] == Swapped;

    /// <summary>How many blocks are in memory; counts them all.</summary>
    internal long InMemory => inverted.LongCount(pfn => ~pfn < Swapped);

    public void Set(uint id, uint pfn)
    {
        if (id >= (uint)inverted.Length)
            Grow(id);
        inverted[id] = ~pfn;
    }

    public void Forget(uint id) => inverted[id] = ~Pfn.None;

    public void MarkReclaimed(uint id) => inverted[id] = ~Reclaimed;

    public void MarkSwapped(uint id) => inverted[id] = ~Swapped;

    private void Grow(uint id) => Array.Resize(
        ref inverted, (int)Math.Min(Math.Max(id + 1L, inverted.Length * 2L), Array.MaxLength));
}
