using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Sim.Run;

namespace FragSim.Cli.Runs;

/// <summary><see cref="Simulation.Run"/> with the strategy still spelled out: each simulation
/// makes its own.</summary>
internal delegate RunResult Simulate(
    SimulationOptions options, string strategy, IWorkload workload, ulong seed,
    ISnapshotSink? snapshots, Action<long>? progress, CancellationToken cancel);
