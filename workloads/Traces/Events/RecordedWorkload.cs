using FragSim.Sim.Boot;
using FragSim.Sim.Events;

namespace FragSim.Traces.Events;

/// <summary>The events of a source, beginning from a recorded state of memory. Its load goes on
/// where requests take longer than they were recorded to.</summary>
public sealed class RecordedWorkload : EventSourceWorkload, IStartingWorkload
{
    private readonly TwinIds twins = new();
    private readonly GoingLoad load;

    /// <param name="name">The name as given on the command line.</param>
    /// <param name="source">Read to its end, and disposed with the workload.</param>
    /// <param name="start">The state of memory it begins from.</param>
    public RecordedWorkload(string name, IEventSource source, StartState start)
        : base(name, source)
    {
        Start = start;
        load = new GoingLoad(twins);
    }

    /// <inheritdoc/>
    public StartState Start { get; }

    /// <inheritdoc/>
    public override long NextOtherNs =>
        IsAtEndOfLoad(out PageEvent over) ? load.NextNs(over.TimeNs) : base.NextOtherNs;

    /// <inheritdoc/>
    public override void StepOther(IEventSink machine)
    {
        if (IsAtEndOfLoad(out _))
            load.Step(machine);
        else
            base.StepOther(machine);
    }

    private protected override void Apply(in PageEvent e, IEventSink machine)
    {
        PageEvent moved = e;
        twins.Move(ref moved);
        load.Saw(moved);
        if (e.Op == EventOp.RequestsOver)
            load.End(machine);
        machine.Apply(in moved);
        if (e.Op == EventOp.Free)
            twins.Freed(moved, machine);
    }

    private bool IsAtEndOfLoad(out PageEvent over) =>
        Peek(out over) && over.Op == EventOp.RequestsOver;
}
