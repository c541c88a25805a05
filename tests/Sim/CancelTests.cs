using System.Diagnostics;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>A run that is to end early ends soon, wherever it is.</summary>
public sealed class CancelTests
{
    [Fact]
    public void A_step_of_a_workload_ends_however_many_events_it_has()
    {
        using var cancel = new CancellationTokenSource();
        var endless = new Endless(cancel, after: 5000);
        Assert.Throws<OperationCanceledException>(() => Simulation.Run(
            new SimulationOptions { MemoryBytes = 16UL << 20 }, StrategyCatalog.Create("none"),
            endless, 1, null, null, cancel.Token));
        Assert.InRange(endless.Events, 5000, 8000);
    }

    [Fact]
    public void The_boot_of_a_large_memory_ends()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => Bootstrap.Empty(
            new SimulationOptions { MemoryBytes = 1UL << 30 },
            StrategyCatalog.Create("none"), cancel.Token));
    }

    [Fact]
    public void The_audit_after_a_run_ends()
    {
        using var cancel = new CancellationTokenSource();
        Machine machine = Bootstrap.Empty(
            new SimulationOptions { MemoryBytes = 16UL << 20 },
            StrategyCatalog.Create("none"), cancel.Token);
        machine.Validate();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(machine.Validate);
    }

    [Theory]
    [InlineData("highalloc", "linux", 64UL << 30)]
    [InlineData("quietcache:files=1048576", "linux", 16UL << 20)]
    [InlineData("desktop:days=365", "proactive", 64UL << 20)]
    public async Task A_long_run_ends_within_seconds(
        string workload, string strategy, ulong memory)
    {
        using var cancel = new CancellationTokenSource();
        var watch = new Stopwatch();
        using IWorkload load = WorkloadCatalog.Create(workload, new WorkloadSetup(memory, 9, 1));
        Task run = Task.Run(() => Simulation.Run(
            new SimulationOptions { MemoryBytes = memory }, StrategyCatalog.Create(strategy),
            load, 1, null, null, cancel.Token), CancellationToken.None);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        watch.Start();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        // On a busy computer a second may be several.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    private sealed class Endless(CancellationTokenSource cancel, int after) : IWorkload
    {
        public int Events { get; private set; }

        public string Name => "endless";

        public IReadOnlyList<string> Names => [];

        public bool Step(IEventSink machine)
        {
            while (true)
            {
                if (Events++ == after)
                    cancel.Cancel();
                machine.Apply(new PageEvent { Op = EventOp.Idle });
            }
        }

        public void Dispose()
        {
        }
    }
}
