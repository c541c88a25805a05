using FragSim.Cli.Runs;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Sim.Run;

namespace FragSim.Tests.Cli;

/// <summary>A comparison whose simulations never run.</summary>
internal static class FakeComparison
{
    public static Comparison Of(string folder) => new()
    {
        Command = "compare",
        WorkloadName = "fake",
        Workload = new WorkloadSource(
            (_, _) => new SeparateWorkloads(_ => new Nothing()), _ => 0, []),
        Plan = new RunPlan(
            ["none", "partition:25%", "grouping", "grouping+compaction", "linux"], [1, 2, 3, 4]),
        Options = new SimulationOptions(),
        Folder = folder,
        Quiet = true,
        Charts = false,
    };

    /// <summary>Gives the run of <see cref="FakeRuns.Five"/> that is asked for.</summary>
    public static RunResult Simulate(
        SimulationOptions options, string strategy, IWorkload workload, ulong seed,
        ISnapshotSink? snapshots, Action<long>? progress, CancellationToken cancel) =>
        FakeRuns.Five.Single(r => r.Key.Strategy == strategy && r.Key.Seed == seed);

    private sealed class Nothing : IWorkload
    {
        public string Name => "fake";

        public IReadOnlyList<string> Names => [];

        public bool Step(IEventSink machine) => false;

        public void Dispose()
        {
        }
    }
}
