using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Boot;

/// <summary>Allocates the pages of a start state again, as a boot does that has other settings, or
/// another strategy.</summary>
internal static class PagesAnew
{
    /// <summary>Every page, in order of address, which is about the order in which they were
    /// allocated: a boot takes low addresses first. A hugetlb pool that the strategy has made
    /// stands for that of the start state.</summary>
    /// <exception cref="InputException">They do not fit.</exception>
    public static void Place(Machine machine, StartState start)
    {
        var pages = new StartPages(start, machine.Pageblocks.BlockOrder);
        int pooled = machine.Options.HugetlbPages is null ? 0 : start.BootPoolPages;
        foreach (StartBlock page in start.Blocks)
        {
            machine.Cancel.ThrowIfCancellationRequested();
            if (ExactStart.IsPooled(page) && page.Order == machine.HugeOrder && pooled-- > 0)
                continue;
            uint pfn = page.Source == PageSource.Huge ? FromPool(machine, page.Order) : Pfn.None;
            if (pfn == Pfn.None)
                pfn = Allocate(machine, page, pages);
            if (pfn == Pfn.None)
            {
                throw new InputException("the start state does not fit into memory under this "
                    + "strategy; set less aside at boot.");
            }
            ExactStart.Own(machine, page, pfn);
        }
        machine.Kswapd.Settle();
    }

    private static uint Allocate(Machine machine, in StartBlock page, StartPages pages)
    {
        if (pages.IsDma(page) && TryKeep(machine.Zones[0], page, pages))
            return page.Pfn;
        return machine.Allocator.Allocate(new AllocationRequest(
            page.Order, pages.AskedAs(page), page.Source, Effort.Normal));
    }

    /// <summary>Zone DMA is the same in every boot, and so is who asks for it: its pages stay, and
    /// keep the types of their pageblocks.</summary>
    private static bool TryKeep(Zone zone, in StartBlock page, StartPages pages)
    {
        if (!zone.Contains(page.Pfn))
            return false;
        if (zone.Grouping && pages.TypeOf(page.Pfn) is { } type
            && zone.TypeOf(page.Pfn) != type)
            zone.Convert(page.Pfn, type);
        return zone.Buddy.TryCarve(page.Pfn, page.Order);
    }

    private static uint FromPool(Machine machine, int order)
    {
        if (machine.Pool is not { } pool || pool.Order != order)
            return Pfn.None;
        uint pfn = pool.Take();
        if (pfn != Pfn.None)
            machine.Disown(pfn);
        return pfn;
    }
}
