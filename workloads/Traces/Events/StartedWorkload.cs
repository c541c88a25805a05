using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;

namespace FragSim.Traces.Events;

/// <summary>
/// A workload that begins in memory which is not empty. What was there keeps the lowest ids, so all
/// of the workload's own are moved up; nothing of it is ever freed but by reclaim.
/// </summary>
public class StartedWorkload : IStartingWorkload
{
    private readonly IWorkload inner;
    private readonly uint firstId;
    private MovedIds? sink;

    private protected StartedWorkload(IWorkload inner, StartState start)
    {
        (this.inner, Start) = (inner, start);
        firstId = (uint)start.Blocks.Count;
    }

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => inner.Names;

    /// <inheritdoc/>
    public StartState Start { get; }

    /// <summary>Starts a workload in a state of memory; one that shrinks its slabs still does.
    /// </summary>
    public static StartedWorkload Of(IWorkload inner, StartState start) =>
        inner is IShrinker shrinker
            ? new StartedShrinker(inner, shrinker, start) : new StartedWorkload(inner, start);

    /// <inheritdoc/>
    public long NextOtherNs => inner.NextOtherNs;

    /// <inheritdoc/>
    public bool Step(IEventSink machine) => inner.Step(SinkOf(machine));

    /// <inheritdoc/>
    public void StepOther(IEventSink machine) => inner.StepOther(SinkOf(machine));

    private MovedIds SinkOf(IEventSink machine)
    {
        if (sink is null || !ReferenceEquals(sink.Machine, machine))
            sink = new MovedIds(machine, firstId);
        return sink;
    }

    /// <summary>Disposes the workload.</summary>
    public void Dispose()
    {
        inner.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class MovedIds(IEventSink machine, uint firstId) : IEventSink
    {
        public IEventSink Machine => machine;

        public Outcome Apply(in PageEvent e)
        {
            if (!HasBlock(e.Op))
                return machine.Apply(in e);
            PageEvent moved = e;
            moved.Id += firstId;
            return machine.Apply(in moved);
        }

        private static bool HasBlock(EventOp op) => op
            is EventOp.Alloc or EventOp.Free or EventOp.Request or EventOp.Pin or EventOp.Unpin
            or EventOp.Touch or EventOp.Dirty or EventOp.Clean;
    }

    /// <summary>The same for one that has a cache of its own to shrink.</summary>
    private sealed class StartedShrinker(IWorkload inner, IShrinker shrinker, StartState start)
        : StartedWorkload(inner, start), IShrinker
    {
        public long FreeableObjects => shrinker.FreeableObjects;

        public long Shrink(long objects) => shrinker.Shrink(objects);
    }
}
