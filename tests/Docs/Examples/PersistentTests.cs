using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Docs.Examples;

public sealed class PersistentTests
{
    private const ulong Memory = 128UL << 20;

    [Fact]
    public void It_grants_what_a_plain_buddy_grants_and_reclaims_more_for_it()
    {
        RunSummary plain = Run(StrategyCatalog.Create("none"));
        RunSummary persistent = Run(new Persistent());

        Assert.True(persistent.Granted >= plain.Granted,
            $"{persistent.Granted} of {persistent.Attempts}, a plain buddy {plain.Granted}");
        Assert.True(persistent.PagesReclaimed > plain.PagesReclaimed);
    }

    private static RunSummary Run(IStrategy strategy)
    {
        var options = new SimulationOptions { MemoryBytes = Memory, Validate = true };
        using var workload = WorkloadCatalog.Create(
            "highalloc", new WorkloadSetup(Memory, options.HugeOrder, 1));
        return Simulation.Run(
            options, strategy, workload, 1, null, null, TestContext.Current.CancellationToken)
            .Summary;
    }
}
