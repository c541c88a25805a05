using FragSim.Traces.Events;

namespace FragSim.Traces.Ftrace;

/// <summary>A source that counts what it could not use.</summary>
public interface ITalliedSource : IEventSource
{
    /// <summary>Complete once the end is reached.</summary>
    TraceTally Tally { get; }
}
