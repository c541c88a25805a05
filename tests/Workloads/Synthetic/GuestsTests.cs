using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Workloads.Synthetic;

public sealed class GuestsTests
{
    private const uint SwitcherPages = 33;

    [Theory]
    [InlineData("linux")]
    [InlineData("none")]
    [InlineData("compaction")]
    public void The_switcher_stays_at_the_top_of_memory(string strategy)
    {
        WorkloadSetup setup = new(64UL << 20, Order.Huge, 1);
        using IWorkload workload = WorkloadCatalog.Create("guests:minutes=2,life=20", setup);
        Sink sink = new();
        Simulation.Run(new SimulationOptions { MemoryBytes = setup.MemoryBytes },
            StrategyCatalog.Create(strategy), workload, 1, sink, null,
            TestContext.Current.CancellationToken);
        Assert.Equal(["served"], sink.Marks);
    }

    private sealed class Sink : ISnapshotSink
    {
        public List<string> Marks { get; } = [];

        public void Take(string mark, Machine machine)
        {
            Marks.Add(mark);
            for (uint pfn = machine.Frames.Count - SwitcherPages; pfn < machine.Frames.Count; pfn++)
            {
                Assert.Equal((PageSource.Kernel, MigrateType.Unmovable),
                    (machine.Frames.Source(pfn), machine.Frames.Mobility(pfn)));
            }
        }
    }
}
