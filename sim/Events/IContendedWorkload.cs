namespace FragSim.Sim.Events;

/// <summary>A workload that simulates several CPUs which wait for each other.</summary>
public interface IContendedWorkload
{
    /// <summary>What it has measured so far, part by part.</summary>
    IReadOnlyList<Contention> Contention { get; }
}
