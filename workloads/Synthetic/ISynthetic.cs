using FragSim.Sim.Events;

namespace FragSim.Workloads.Synthetic;

/// <summary>A workload that is made up, and so knows how long it takes.</summary>
internal interface ISynthetic : IWorkload
{
    /// <summary>Simulated time from its beginning to its end, about.</summary>
    long DurationNs { get; }
}
