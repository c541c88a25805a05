using FragSim.Sim.Events;

namespace FragSim.Traces.Events;

/// <summary>An open-loop workload: the events of a source, applied as written.</summary>
/// <param name="name">The name as given on the command line.</param>
/// <param name="source">Read to its end, and disposed with the workload.</param>
public class EventSourceWorkload(string name, IEventSource source) : IOpenLoop
{
    private const int BatchEvents = 4096;
    private const int Ahead = 16;
    private readonly PageEvent[] batch = new PageEvent[BatchEvents];
    private int next;
    private int count;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => source.Names;

    /// <inheritdoc/>
    public bool Step(IEventSink machine)
    {
        if (!HasNext())
            return false;
        while (next < count)
            ApplyNext(machine);
        return true;
    }

    /// <inheritdoc/>
    public bool ApplyNext(IEventSink machine)
    {
        if (!HasNext())
            return false;
        if (next + Ahead < count)
            machine.Expect(in batch[next + Ahead]);
        Apply(in batch[next++], machine);
        return true;
    }

    /// <summary>Phases, snapshots and commands wait for a request to end.</summary>
    public virtual long NextOtherNs =>
        Peek(out PageEvent next) && !IsMark(next.Op) ? next.TimeNs : long.MaxValue;

    /// <inheritdoc/>
    public virtual void StepOther(IEventSink machine) => ApplyNext(machine);

    /// <inheritdoc/>
    public bool Peek(out PageEvent next)
    {
        bool any = HasNext();
        next = any ? batch[this.next] : default;
        return any;
    }

    private protected virtual void Apply(in PageEvent e, IEventSink machine) =>
        machine.Apply(in e);

    private static bool IsMark(EventOp op) => op
        is EventOp.Phase or EventOp.Snapshot or EventOp.CompactMemory or EventOp.DropCaches
        or EventOp.RequestsOver;

    private bool HasNext()
    {
        if (next < count)
            return true;
        next = 0;
        count = source.Read(batch);
        return count > 0;
    }

    /// <summary>Disposes the source.</summary>
    public void Dispose()
    {
        source.Dispose();
        GC.SuppressFinalize(this);
    }
}
