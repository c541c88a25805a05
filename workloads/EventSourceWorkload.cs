using FragSim.Sim.Boot;
using FragSim.Sim.Events;

namespace FragSim.Workloads;

/// <summary>An open-loop workload: the events of a source, applied as written.</summary>
/// <param name="name">The name as given on the command line.</param>
/// <param name="source">Read to its end, and disposed with the workload.</param>
public class EventSourceWorkload(string name, IEventSource source) : IWorkload
{
    private const int BatchEvents = 4096;
    private const int Ahead = 16;
    private readonly PageEvent[] _batch = new PageEvent[BatchEvents];

    public string Name => name;

    public IReadOnlyList<string> Names => source.Names;

    public bool Step(IEventSink machine)
    {
        int count = source.Read(_batch);
        for (int i = 0; i < count; i++)
        {
            if (i + Ahead < count)
                machine.Expect(in _batch[i + Ahead]);
            machine.Apply(in _batch[i]);
        }
        return count > 0;
    }

    public void Dispose()
    {
        source.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same, beginning from a recorded state of memory.</summary>
public sealed class RecordedWorkload(string name, IEventSource source, StartState start)
    : EventSourceWorkload(name, source), IStartingWorkload
{
    public StartState Start => start;
}
