using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;

namespace FragSim.Traces.Events;

/// <summary>The blocks in use in a start state as allocations at time 0, for formats that have
/// events alone. Where the blocks lay, and what was on the free lists, is lost.</summary>
internal static class StartAsEvents
{
    public static IEnumerable<PageEvent> Of(StartState start)
    {
        foreach (StartBlock block in start.Blocks)
        {
            yield return new PageEvent
            {
                // Only a request may be larger than the buddy's largest block.
                Op = block.Order > Order.MaxBuddy ? EventOp.Request : EventOp.Alloc,
                Id = block.Id,
                Order = block.Order,
                Mobility = block.Mobility,
                Source = block.Source,
                Effort = Effort.Normal,
                Flags = FlagsOf(block.Flags),
            };
            if ((block.Flags & PageFlags.Pinned) != 0)
                yield return new PageEvent { Op = EventOp.Pin, Id = block.Id };
        }
    }

    private static EventFlags FlagsOf(PageFlags flags) =>
        ((flags & PageFlags.Lru) != 0 ? EventFlags.Lru : 0)
        | ((flags & PageFlags.Dirty) != 0 ? EventFlags.Dirty : 0)
        | ((flags & PageFlags.Mlocked) != 0 ? EventFlags.Mlocked : 0);
}
