using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;

namespace FragSim.Traces.Events;

/// <summary>A file or folder of events that can be replayed any number of times.</summary>
public interface ITrace
{
    /// <summary>Without folder and extension.</summary>
    string Name { get; }

    /// <summary>The name of its format in <see cref="TraceFormats"/>.</summary>
    string Format { get; }

    /// <summary>The state of memory at its start; null when it starts from boot.</summary>
    StartState? Start { get; }

    /// <summary>Tasks of the trace wait for what they ask, so that when they meet is left to
    /// chance:
    /// each seed is another run.</summary>
    public bool IsRandom => false;

    /// <summary>The events from the start on; each call reads the input anew.</summary>
    /// <exception cref="InputException">The input is wrong.</exception>
    IEventSource OpenEvents();

    /// <summary>The trace as a workload, or a shared reading of it: see <see cref="Broadcast"/>.
    /// </summary>
    public IWorkload ToWorkload(IEventSource source) => Start is StartState start
        ? new RecordedWorkload(Name, source, start) : new EventSourceWorkload(Name, source);
}
