using FragSim.Sim.Base;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>What compaction is to do.</summary>
/// <param name="Order">Order of the block wanted, or <see cref="NoOrder"/>.</param>
/// <param name="Type">Type whose lists should have it.</param>
/// <param name="Mode">How much may be waited.</param>
/// <param name="Direct">A caller waits for the block.</param>
/// <param name="Full">Whole zones, and skip bits do not count.</param>
internal readonly record struct CompactTask(
    int Order, MigrateType Type, CompactMode Mode, bool Direct, bool Full)
{
    /// <summary>After no block in particular (<c>vm.compact_memory</c>).</summary>
    public const int NoOrder = -1;
}
