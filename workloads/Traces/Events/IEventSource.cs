using FragSim.Sim.Base;
using FragSim.Sim.Events;

namespace FragSim.Traces.Events;

/// <summary>A stream of events that asks nothing back: a trace, a recording.</summary>
public interface IEventSource : IDisposable
{
    /// <summary>Names of phases and snapshot marks, by the index that events carry in Id. May grow
    /// while events are read, and may be read by other threads meanwhile.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>How much of the input was read, 0 to 1; 0 when that is not known. May be read by
    /// other threads.</summary>
    double Fraction => 0;

    /// <summary>Fills the buffer with the next events, in order of time.</summary>
    /// <returns>How many were written; 0 at the end.</returns>
    /// <exception cref="InputException">The input is wrong.</exception>
    int Read(Span<PageEvent> buffer);
}
