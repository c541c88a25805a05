using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Docs.Examples;

public sealed class SieveTests
{
    private const ulong Memory = 64UL << 20;

    [Fact]
    public void Movable_pages_that_lie_everywhere_stop_a_plain_buddy_and_not_compaction()
    {
        RunSummary plain = Run("none").Summary;
        RunSummary compacted = Run("compaction").Summary;

        Assert.True(plain.Attempts > 0);
        Assert.True(compacted.Granted > plain.Granted,
            $"{compacted.Granted} of {compacted.Attempts}, a plain buddy {plain.Granted}");
        Assert.True(compacted.PagesMigrated > 0);
    }

    [Fact]
    public void It_takes_about_as_long_as_it_says()
    {
        using ISyntheticWorkload workload = Create();
        Assert.InRange(Run("none").EndNs, workload.DurationNs / 4, workload.DurationNs * 4);
    }

    private static RunResult Run(string strategy)
    {
        using IWorkload workload = Create();
        return Simulation.Run(
            new SimulationOptions { MemoryBytes = Memory, Validate = true },
            StrategyCatalog.Create(strategy), workload, 1, null, null,
            TestContext.Current.CancellationToken);
    }

    private static ISyntheticWorkload Create() => Sieve.Kind.Create(new WorkloadSpec(
        "sieve", new WorkloadSetup(Memory, 9, 1), WorkloadParameters.Read(Sieve.Kind, "")));
}
