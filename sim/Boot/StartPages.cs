using FragSim.Sim.Base;

namespace FragSim.Sim.Boot;

/// <summary>What the kernel of a start state was asked for, as far as the places of its pages tell.
/// </summary>
internal sealed class StartPages
{
    private readonly StartState start;
    private readonly bool grouped;
    private readonly int order;
    private readonly Dictionary<uint, MigrateType> types = [];

    /// <param name="start">Pages in use and types of pageblocks.</param>
    /// <param name="order">Order of a pageblock.</param>
    public StartPages(StartState start, int order)
    {
        (this.start, this.order) = (start, order);
        foreach ((uint pfn, MigrateType type, bool _) in start.Pageblocks)
            types.TryAdd(pfn >> order, type);
        grouped = start.Settings.GetValueOrDefault("page_group_by_mobility_disabled", "0") == "0";
    }

    /// <summary>The type of a frame's pageblock; null where the start state has none.</summary>
    public MigrateType? TypeOf(uint pfn) =>
        types.TryGetValue(pfn >> order, out MigrateType type) ? type : null;

    /// <summary>The mobility that a page was asked with. Page cache in a pageblock of another type
    /// was asked without <c>__GFP_MOVABLE</c>, as file systems ask for what they know of a disk.
    /// </summary>
    public MigrateType AskedAs(in StartBlock page) =>
        grouped && page.Source == PageSource.PageCache
        && TypeOf(page.Pfn) is MigrateType.Unmovable or MigrateType.Reclaimable
            ? TypeOf(page.Pfn)!.Value : page.Mobility;

    /// <summary>Was a page asked with <c>GFP_DMA</c>? <c>lowmem_reserve</c> keeps zone DMA from
    /// nearly all other requests that cannot move.</summary>
    public bool IsDma(in StartBlock page) =>
        page.Mobility == MigrateType.Unmovable && start.Zones[0].Name == "DMA"
        && page.Pfn < start.Zones[0].End;
}
