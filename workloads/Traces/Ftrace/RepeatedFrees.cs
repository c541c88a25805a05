using FragSim.Sim.Base;

namespace FragSim.Traces.Ftrace;

/// <summary>
/// Frees that a kernel before 3.3 wrote twice: <c>__free_pages</c> and <c>free_hot_page</c> of
/// 2.6.33 both wrote <c>mm_page_free_direct</c>, and from 2.6.35 on <c>mm_pagevec_free</c> came
/// before the <c>mm_page_free_direct</c> of the same page.
/// </summary>
internal sealed class RepeatedFrees
{
    private const int Slots = 1024;

    /// <summary>By page, modulo the number of slots: the page after the one freed last, and by
    /// whom; 0 for none.</summary>
    private readonly (uint After, int Pid)[] last = new (uint, int)[Slots];
    private bool any;

    /// <summary>The free of a page that the same task freed before, where nothing allocated it
    /// meanwhile.</summary>
    public bool Has(in FtraceRecord free)
    {
        if (!free.MayRepeat)
            return false;
        any = true;
        ref (uint After, int Pid) slot = ref last[free.Pfn % Slots];
        bool repeats = slot == (free.Pfn + 1, free.Pid);
        slot = repeats ? default : (free.Pfn + 1, free.Pid);
        return repeats;
    }

    /// <summary>Pages are in use again.</summary>
    public void Allocated(in FtraceRecord alloc)
    {
        if (!any)
            return;
        for (uint pfn = alloc.Pfn; pfn < alloc.Pfn + Order.Pages(alloc.Order); pfn++)
            if (last[pfn % Slots].After == pfn + 1)
                last[pfn % Slots] = default;
    }
}
