using FragSim.Sim.Base;
using FragSim.Sim.Kernel;

namespace FragSim.Strategies.Bounds;

/// <summary>
/// A plain buddy allocator without migrate types: nothing is done against fragmentation, and
/// nothing for a huge page that is not available but the one round of reclaim that every kernel
/// makes. The lower bound of a comparison.
/// </summary>
/// <remarks>Linux before 2.6.24 (<c>mm/page_alloc.c</c>), or a kernel with
/// <c>page_group_by_mobility_disabled</c> and without compaction.</remarks>
internal sealed class None : IStrategy
{
    public static CatalogEntry Entry { get; } = new(
        "none",
        "A plain buddy allocator: no migrate types, no migration; the lower bound.",
        "Knowlton, CACM 1965; Linux before 2.6.24, mm/page_alloc.c");

    public string Name => "none";
}
