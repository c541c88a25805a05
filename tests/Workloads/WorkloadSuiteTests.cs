using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Tests.Strategies;
using FragSim.Tests.Workloads.Synthetic;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>What holds of every synthetic workload.</summary>
public sealed class WorkloadSuiteTests
{
    /// <summary>Every workload, cut short where it would run for hours.</summary>
    public static TheoryData<string> All => [.. WorkloadCatalog.Entries.Select(e => Short(e.Name))];

    [Theory]
    [MemberData(nameof(All))]
    public void A_run_adds_up_and_is_the_same_again(string workload)
    {
        RunResult result = Run(workload, "linux", 1);
        Assert.NotEmpty(result.Requests);
        Assert.Contains(result.Samples, s => s.Phase.Length > 0);
        Assert.Equal(RunText.Of(result), RunText.Of(Run(workload, "linux", 1)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Another_seed_gives_another_run(string workload)
    {
        if (workload.StartsWith("thpscale", StringComparison.Ordinal))
            return;
        Assert.NotEqual(
            RunText.Of(Run(workload, "none", 1)), RunText.Of(Run(workload, "none", 2)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_runs_on_the_smallest_machine(string workload) =>
        Assert.True(Run(workload, "linux", 1, mebibytes: 16).Events > 0);

    [Theory]
    [MemberData(nameof(All))]
    public void It_takes_about_as_long_as_it_says(string workload)
    {
        var setup = new WorkloadSetup(32UL << 20, 9, 1);
        long saidNs = WorkloadCatalog.DurationNs(workload, setup);
        long tookNs = Run(workload, "grouping", 1).EndNs;
        Assert.True(saidNs == 0 || (tookNs > saidNs / 4 && tookNs < saidNs * 4),
            $"said {saidNs / 1e9} s, took {tookNs / 1e9} s");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_asks_for_memory_in_an_order_of_time_under_names_that_it_has(string workload)
    {
        // A block whose id is in use must not be allocated again: the fake machine sees to that.
        var machine = new FakeMachine(8_192);
        using IWorkload load = WorkloadCatalog.Create(
            workload, new WorkloadSetup(32UL << 20, 9, 1));
        int seen = 0;
        while (load.Step(machine) && machine.Events.Count < 2_000_000)
        {
            for (; seen < machine.Events.Count; seen++)
            {
                PageEvent e = machine.Events[seen];
                Assert.InRange(e.TimeNs, 0, long.MaxValue - 1);
                if (e.Op is EventOp.Phase or EventOp.Snapshot)
                    Assert.InRange((int)e.Id, 0, load.Names.Count - 1);
            }
        }
        Assert.Distinct(load.Names);
        uint highest = machine.Events.Where(e => e.Op == EventOp.Alloc).Max(e => e.Id);
        Assert.InRange(highest, 0u, 8_192u * 20);
    }

    internal static string Short(string name) => name switch
    {
        "fleet" => "fleet:minutes=5",
        "kernbuild" => "kernbuild:builds=2,seconds=30",
        "desktop" => "desktop:days=1",
        "database" => "database:minutes=2",
        "guests" => "guests:minutes=3,life=20",
        "netfs" => "netfs:seconds=20",
        "pagecache" => "pagecache:operations=4,cpus=4",
        "mix" => "mix:kernbuild=2,netfs=1,files=1",
        _ => name,
    };

    internal static RunResult Run(
        string workload, string strategy, ulong seed, int mebibytes = 32,
        ISnapshotSink? snapshots = null)
    {
        ulong bytes = (ulong)mebibytes << 20;
        using IWorkload load = WorkloadCatalog.Create(workload, new WorkloadSetup(bytes, 9, seed));
        return Simulation.Run(
            new SimulationOptions
            {
                MemoryBytes = bytes,
                MaxMaps = 2,
                MaxSamples = 60,
                Validate = true,
                SampleEveryNs = 20_000_000_000,
            },
            StrategyCatalog.Create(strategy), load, seed, snapshots, null,
            TestContext.Current.CancellationToken);
    }
}
