using FragSim.Sim.Events;

namespace FragSim.Tests.Workloads.Synthetic;

/// <summary>A machine that keeps a list of what it was asked, with as many pages as it is
/// given.</summary>
internal sealed class FakeMachine(int pages = int.MaxValue) : IEventSink
{
    private int left = pages;

    public List<PageEvent> Events { get; } = [];

    public Dictionary<uint, int> Held { get; } = [];

    public long StallNs { get; set; }

    public int Count(EventOp op) => Events.Count(e => e.Op == op);

    /// <summary>Takes a block away as reclaim would.</summary>
    public void Reclaim(uint id)
    {
        left += 1 << Held[id];
        Held.Remove(id);
    }

    public Outcome Apply(in PageEvent e)
    {
        Events.Add(e);
        return new Outcome(e.Op switch
        {
            EventOp.Alloc or EventOp.Request => Take(e.Id, e.Order),
            EventOp.Free => Give(e.Id),
            _ => Held.ContainsKey(e.Id) ? OutcomeKind.Done : OutcomeKind.Unknown,
        }, StallNs);
    }

    private OutcomeKind Take(uint id, int order)
    {
        if (left < 1 << order)
            return OutcomeKind.Failed;
        // An id in use must not be allocated again.
        Held.Add(id, order);
        left -= 1 << order;
        return OutcomeKind.Done;
    }

    private OutcomeKind Give(uint id)
    {
        if (!Held.Remove(id, out int order))
            return OutcomeKind.Unknown;
        left += 1 << order;
        return OutcomeKind.Done;
    }
}
