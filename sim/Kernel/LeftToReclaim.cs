using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>
/// Pages that the recorded kernel reclaimed, in a run that reclaims for itself: they stay until
/// its own reclaim comes to them. The workload gives their ids to other pages at once, so they
/// have no owner from then on: an id never names two pages.
/// </summary>
internal sealed class LeftToReclaim(Machine machine)
{
    /// <summary>The recorded reclaim freed a block, or base pages with ids in a row. What
    /// simulated reclaim cannot take (an interrupt freed it meanwhile) is freed.</summary>
    public Outcome Free(in PageEvent e)
    {
        uint end = e.Id + Order.Pages(e.Order);
        for (uint id = e.Id; id < end; id++)
            Free(id);
        return new Outcome(OutcomeKind.Done, 0);
    }

    /// <summary>An id is about to name another page. A trace may give it out while it names one:
    /// that one has lost its owner.</summary>
    public void Rename(uint id)
    {
        if (machine.Handles[id] != Pfn.None)
            Free(id);
    }

    private void Free(uint id)
    {
        Handles handles = machine.Handles;
        uint pfn = handles[id];
        if (pfn == Pfn.None)
        {
            if (handles.IsSwapped(id))
                machine.Reclaimer.SwapFreePages++;
            if (handles.WasReclaimed(id))
                handles.Forget(id);
            return;
        }
        handles.Forget(id);
        bool isSlab = machine.Slabs is { } slabs && slabs.Holds(pfn);
        if (!isSlab && !IsOnLru(pfn))
        {
            machine.Free(pfn);
            return;
        }
        machine.Frames.Owner[pfn] = Pfn.None;
        if (isSlab)
            machine.Slabs!.Unused(pfn);
    }

    private bool IsOnLru(uint pfn) =>
        (machine.Frames.Flags[pfn] & PageFlags.Lru) != 0 || machine.OffLru.Holds(pfn);
}
