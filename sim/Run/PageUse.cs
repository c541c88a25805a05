using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;

namespace FragSim.Sim.Run;

/// <summary>What tasks do to the pages that they have: use, pin, write, have written.</summary>
internal sealed class PageUse(Machine machine)
{
    /// <summary>First use references a page, the second makes it active
    /// (<c>mark_page_accessed</c>).</summary>
    public Outcome Touch(uint id)
    {
        uint pfn = machine.Handles[id];
        if (pfn == Pfn.None)
        {
            if (!machine.Handles.IsSwapped(id))
                machine.Counters[VmCounter.CacheMiss]++;
            return new Outcome(
                machine.Handles.WasReclaimed(id) ? OutcomeKind.Missed : OutcomeKind.Unknown,
                machine.Costs.CacheMissNs);
        }
        ref PageFlags flags = ref machine.Frames.Flags[pfn];
        if ((flags & PageFlags.Anon) == 0)
            machine.Counters[VmCounter.CacheHit]++;
        if ((flags & PageFlags.Referenced) == 0)
            flags |= PageFlags.Referenced;
        else if ((flags & PageFlags.Active) == 0)
        {
            machine.OffLru.Drain();
            if ((flags & PageFlags.Lru) == 0)
                return new Outcome(OutcomeKind.Done, 0);
            flags &= ~PageFlags.Referenced;
            machine.Counters[VmCounter.PgactivateTotal]++;
            machine.ZoneOf(pfn).Lru.Move(pfn, active: true);
        }
        return new Outcome(OutcomeKind.Done, 0);
    }

    public Outcome Pin(uint id, bool pinned)
    {
        uint pfn = machine.Handles[id];
        if (pfn == Pfn.None)
            return new Outcome(OutcomeKind.Unknown, 0);
        machine.SetPinned(pfn, pinned);
        return new Outcome(OutcomeKind.Done, 0);
    }

    public Outcome SetDirty(uint id, bool dirty)
    {
        uint pfn = machine.Handles[id];
        if (pfn == Pfn.None)
            return new Outcome(OutcomeKind.Unknown, 0);
        ref PageFlags flags = ref machine.Frames.Flags[pfn];
        bool was = (flags & PageFlags.Dirty) != 0;
        if (was != dirty)
        {
            flags ^= PageFlags.Dirty;
            machine.Counters[dirty ? VmCounter.NrDirtied : VmCounter.NrWritten]++;
        }
        return new Outcome(OutcomeKind.Done, 0);
    }
}
