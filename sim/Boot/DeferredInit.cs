using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Boot;

/// <summary>Memory whose page structs a kernel sets up only when all CPUs run
/// (<c>CONFIG_DEFERRED_STRUCT_PAGE_INIT</c>, which distributions set): of the highest zone all
/// from the first border of a section on that has a section of the zone below it
/// (<c>defer_init</c>, Linux 6.1 <c>mm/page_alloc.c</c>).</summary>
/// <param name="highest">The highest zone.</param>
internal sealed class DeferredInit(ZoneSpan highest)
{
    /// <summary><c>PAGES_PER_SECTION</c> of x86-64: 128 MiB.</summary>
    private const uint SectionPages = 1 << 15;

    private readonly ulong first =
        (highest.Start + (2ul * SectionPages) - 1) & ~(SectionPages - 1ul);

    /// <summary>The type that a pageblock begins with. All are movable; where the kernel does not
    /// group, it knows so only before the deferred ones are set up
    /// (<c>set_pageblock_migratetype</c>, <c>build_all_zonelists</c>).</summary>
    public MigrateType FirstType(uint pfn, MachineOptions options) =>
        !options.Grouping || (options.IgnoresMobility && pfn >= first)
            ? MigrateType.Unmovable : MigrateType.Movable;
}
