using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>Where each of the workload's blocks is now. Migration changes the frame, never the id.
/// </summary>
public sealed class Handles
{
    /// <summary>The block was there and reclaim dropped it.</summary>
    private const uint Reclaimed = Pfn.None - 1;

    /// <summary>The block was there and reclaim wrote it to swap.</summary>
    private const uint Swapped = Pfn.None - 2;

    // Bit by bit the other way round: where nothing was set yet, 0 says None.
    private uint[] inverted;

    /// <summary>No block yet; the table grows with the ids.</summary>
    internal Handles(int capacity = 1024) => inverted = new uint[capacity];

    /// <summary>First frame of a block; None when it is not in memory.</summary>
    public uint this[uint id] =>
        id < (uint)inverted.Length && ~inverted[id] < Swapped ? ~inverted[id] : Pfn.None;

    /// <summary>Reclaim freed the block: it was dropped, or is in swap.</summary>
    public bool WasReclaimed(uint id) =>
        id < (uint)inverted.Length && ~inverted[id] is Reclaimed or Swapped;

    /// <summary>Reclaim wrote the block to swap.</summary>
    internal bool IsSwapped(uint id) => id < (uint)inverted.Length && ~inverted[id] == Swapped;

    /// <summary>How many blocks are in memory; counts them all.</summary>
    internal long InMemory => inverted.LongCount(pfn => ~pfn < Swapped);

    /// <summary>The block is in memory, from this frame on.</summary>
    internal void Set(uint id, uint pfn)
    {
        if (id >= (uint)inverted.Length)
            Grow(id);
        inverted[id] = ~pfn;
    }

    /// <summary>The block is freed; its id may be used again.</summary>
    internal void Forget(uint id) => inverted[id] = ~Pfn.None;

    /// <summary>Reclaim dropped the block.</summary>
    internal void MarkReclaimed(uint id) => inverted[id] = ~Reclaimed;

    /// <summary>Reclaim wrote the block to swap.</summary>
    internal void MarkSwapped(uint id) => inverted[id] = ~Swapped;

    private void Grow(uint id) => Array.Resize(
        ref inverted, (int)Math.Min(Math.Max(id + 1L, inverted.Length * 2L), Array.MaxLength));
}
