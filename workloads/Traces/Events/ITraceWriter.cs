using FragSim.Sim.Events;

namespace FragSim.Traces.Events;

/// <summary>A trace in the making. Its file appears once it is complete; disposed before, it
/// leaves nothing behind.</summary>
public interface ITraceWriter : IEventSink, IDisposable
{
    /// <summary>Ends the file and closes it.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    void Complete();
}
