using FragSim.Sim.Events;

namespace FragSim.Sim.Boot;

/// <summary>A workload that begins from a given state of memory rather than from boot.</summary>
public interface IStartingWorkload : IWorkload
{
    /// <summary>What memory holds before the first event, and the zones it is divided into.
    /// </summary>
    StartState Start { get; }
}
