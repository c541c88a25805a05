using FragSim.Sim.Events;
using FragSim.Traces.Events;

namespace FragSim.Tests.Sim;

/// <summary>Events from a list.</summary>
internal sealed class ListedEvents(PageEvent[] events) : IEventSource
{
    private int next;

    public IReadOnlyList<string> Names => ["phase"];

    public int Read(Span<PageEvent> buffer)
    {
        int count = Math.Min(buffer.Length, events.Length - next);
        events.AsSpan(next, count).CopyTo(buffer);
        next += count;
        return count;
    }

    public void Dispose()
    {
    }
}
