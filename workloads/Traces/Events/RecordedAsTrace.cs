using FragSim.Sim.Events;
using FragSim.Sim.Kernel;

namespace FragSim.Traces.Events;

/// <summary>
/// A workload whose events are also written to a trace. What a closed-loop workload did in answer
/// to its machine, the trace does whatever comes: so blocks that were reclaimed are freed where the
/// workload notices, and what failed is given back at once.
/// </summary>
public class RecordedAsTrace : IWorkload
{
    private readonly IWorkload inner;
    private readonly LiveIds live = new();
    private readonly IEventSink trace;
    private Tee? sink;

    private protected RecordedAsTrace(IWorkload inner, IEventSink trace) =>
        (this.inner, this.trace) = (inner, trace);

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => inner.Names;

    /// <summary>Writes a workload's events to a trace; a workload that shrinks its slabs still
    /// does.</summary>
    public static RecordedAsTrace Of(IWorkload inner, IEventSink trace) =>
        inner is IShrinker shrinker
            ? new Shrinking(inner, shrinker, trace) : new RecordedAsTrace(inner, trace);

    /// <inheritdoc/>
    public long NextOtherNs => inner.NextOtherNs;

    /// <inheritdoc/>
    public bool Step(IEventSink machine) => inner.Step(sink ??= new Tee(machine, trace, live));

    /// <inheritdoc/>
    public void StepOther(IEventSink machine) =>
        inner.StepOther(sink ??= new Tee(machine, trace, live));

    /// <summary>Disposes the workload; the trace stays open.</summary>
    public void Dispose()
    {
        inner.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class Tee(IEventSink machine, IEventSink trace, LiveIds live) : IEventSink
    {
        private long timeNs;

        public Outcome Apply(in PageEvent e)
        {
            Outcome outcome = machine.Apply(in e);
            // A machine takes what comes late as of now; a trace must say so.
            timeNs = Math.Max(timeNs, e.TimeNs);
            switch (e.Op)
            {
                case EventOp.Alloc or EventOp.Request:
                    Free(e.Id, EventFlags.None);
                    Write(e, live.Add(e.Id));
                    if (outcome.Kind == OutcomeKind.Failed)
                        Free(e.Id, EventFlags.None);
                    break;
                case EventOp.Free:
                    Free(e.Id, e.Flags);
                    break;
                case EventOp.Pin or EventOp.Unpin or EventOp.Touch or EventOp.Dirty
                    or EventOp.Clean:
                    if (live.TryGet(e.Id, out uint number))
                        Write(e, number);
                    break;
                default:
                    Write(e, e.Id);
                    break;
            }
            return outcome;
        }

        private void Free(uint id, EventFlags flags)
        {
            if (!live.TryGet(id, out uint number))
                return;
            Write(new PageEvent { Op = EventOp.Free, Flags = flags }, number);
            live.Remove(id);
        }

        private void Write(PageEvent e, uint number)
        {
            e.Id = number;
            e.TimeNs = timeNs;
            trace.Apply(in e);
        }
    }

    /// <summary>The same for one that has a cache of its own to shrink.</summary>
    private sealed class Shrinking(IWorkload inner, IShrinker shrinker, IEventSink trace)
        : RecordedAsTrace(inner, trace), IShrinker
    {
        public long FreeableObjects => shrinker.FreeableObjects;

        public long Shrink(long objects) => shrinker.Shrink(objects);
    }
}
