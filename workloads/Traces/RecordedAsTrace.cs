using FragSim.Sim.Events;
using FragSim.Sim.Reclaim;

namespace FragSim.Workloads.Traces;

/// <summary>
/// A workload whose events are also written to a trace. What a closed-loop workload did in answer
/// to its machine, the trace does whatever comes: so blocks that were reclaimed are freed where the
/// workload notices, and what failed is given back at once.
/// </summary>
public class RecordedAsTrace : IWorkload
{
    private readonly IWorkload _inner;
    private readonly LiveIds _live = new();
    private readonly IEventSink _trace;
    private Tee? _sink;

    private protected RecordedAsTrace(IWorkload inner, IEventSink trace) =>
        (_inner, _trace) = (inner, trace);

    public string Name => _inner.Name;

    public IReadOnlyList<string> Names => _inner.Names;

    public static RecordedAsTrace Of(IWorkload inner, IEventSink trace) =>
        inner is IShrinker shrinker
            ? new Shrinking(inner, shrinker, trace) : new RecordedAsTrace(inner, trace);

    public bool Step(IEventSink machine)
    {
        _sink ??= new Tee(machine, _trace, _live);
        return _inner.Step(_sink);
    }

    public void Dispose()
    {
        _inner.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class Tee(IEventSink machine, IEventSink trace, LiveIds live) : IEventSink
    {
        public Outcome Apply(in PageEvent e)
        {
            Outcome outcome = machine.Apply(in e);
            switch (e.Op)
            {
                case EventOp.Alloc or EventOp.Request:
                    Begin(e, outcome.Kind == OutcomeKind.Failed);
                    break;
                case EventOp.Free:
                    if (live.Remove(e.Id))
                        trace.Apply(in e);
                    break;
                case EventOp.Pin or EventOp.Unpin or EventOp.Touch or EventOp.Dirty
                    or EventOp.Clean:
                    if (live.Contains(e.Id))
                        trace.Apply(in e);
                    break;
                default:
                    trace.Apply(in e);
                    break;
            }
            return outcome;
        }

        private void Begin(in PageEvent e, bool failed)
        {
            PageEvent free = new() { TimeNs = e.TimeNs, Id = e.Id, Op = EventOp.Free };
            if (live.Contains(e.Id))
                trace.Apply(in free);
            trace.Apply(in e);
            if (failed)
            {
                trace.Apply(in free);
                live.Remove(e.Id);
            }
            else
            {
                live.Add(e.Id);
            }
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
