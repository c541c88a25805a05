using FragSim.Sim.Base;
using FragSim.Sim.Events;

namespace FragSim.Sim.Kernel;

/// <summary>What is asked of the page allocator, in the kernel's terms.</summary>
/// <param name="Order">Base pages as a power of two.</param>
/// <param name="Mobility">Unmovable, movable or reclaimable.</param>
/// <param name="Source">Who asks.</param>
/// <param name="Effort">How hard it may try (gfp flags).</param>
public readonly record struct AllocationRequest(
    int Order, MigrateType Mobility, PageSource Source, Effort Effort)
{
    /// <summary>Which page of which address space it is, as <see cref="PageEvent.Page"/>; 0 when
    /// not known.</summary>
    public uint Page { get; init; }

    /// <summary>Is any of these efforts among the request's?</summary>
    public bool Is(Effort effort) => (Effort & effort) != 0;
}
