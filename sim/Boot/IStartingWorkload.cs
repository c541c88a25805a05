using FragSim.Sim.Events;

namespace FragSim.Sim.Boot;

/// <summary>A workload that begins from a given state of memory rather than from boot.</summary>
public interface IStartingWorkload : IWorkload
{
    StartState Start { get; }
}
