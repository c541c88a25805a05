using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;
using FragSim.Strategies;
using FragSim.Tests.Sim;
using FragSim.Workloads;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class StrictTests
{
    [Fact]
    public void Far_fewer_blocks_are_polluted_than_by_a_kernel_that_mixes_before_it_reclaims()
    {
        (int polluted, RunSummary summary) = Load("strict");
        (int without, _) = Load("linux");
        Assert.True(polluted * 2 < without, $"{polluted} against {without}");
        Assert.Equal(0, summary.BaseFailures);
    }

    [Fact]
    public void An_unmovable_page_is_had_by_reclaim_rather_than_by_mixing()
    {
        TestMachine strict = FullOfCache("strict");
        TestMachine linux = FullOfCache("linux");
        for (uint id = 500_000; id < 500_100; id++)
        {
            Assert.True(strict.Unmovable(id));
            Assert.True(linux.Unmovable(id));
            strict.NowNs += 100_000_000;
            linux.NowNs += 100_000_000;
        }
        Assert.True(Polluted(strict.Machine) < Polluted(linux.Machine),
            $"{Polluted(strict.Machine)} against {Polluted(linux.Machine)}");
        strict.Machine.Validate();
    }

    [Fact]
    public void Rather_than_fail_it_mixes_after_all()
    {
        var bench = new TestMachine("strict");
        uint pages = bench.Fill(1, flags: EventFlags.None);
        for (uint id = 1; id <= pages; id += 50)
            bench.Free(id);
        bench.Zone.Pcp!.DrainAll();
        Assert.True(bench.Unmovable(500_000));
        Assert.True(bench.Count(VmCounter.Extfrag) > 0);
        bench.Machine.Validate();
    }

    [Fact]
    public void Whole_blocks_are_made_in_the_background_once_one_was_wanted()
    {
        var bench = new TestMachine("strict", 256);
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            if (bench[id] % 4 != 3)
                bench.Free(id);
        }
        bench.Zone.Pcp!.DrainAll();
        bench.Unmovable(500_000);
        bench.NowNs += 100_000_000;
        bench.Do(EventOp.Idle);
        Assert.True(bench.Zone.Free.CountOfOrder(9) + bench.Zone.Free.CountOfOrder(10) > 0);
        Assert.True(bench.Machine.BackgroundNs > 0);
    }

    private static TestMachine FullOfCache(string strategy)
    {
        var bench = new TestMachine(strategy, 256);
        uint id = 1;
        while (bench.Zone.FreePages > bench.Zone.Watermarks.High)
            Assert.True(bench.Cache(id++));
        for (uint free = 1; free < id; free += 16)
            bench.Free(free);
        return bench;
    }

    private static (int Polluted, RunSummary Summary) Load(string strategy)
    {
        const ulong bytes = 128UL << 20;
        var last = new LastMachine();
        using var workload = WorkloadCatalog.Create("highalloc", new WorkloadSetup(bytes, 9, 1));
        RunResult result = Simulation.Run(
            new SimulationOptions { MemoryBytes = bytes, MaxMaps = 0 },
            StrategyCatalog.Create(strategy), workload, 1, last, null,
            TestContext.Current.CancellationToken);
        return (last.Polluted, result.Summary);
    }

    /// <summary>Pageblocks with both movable pages and others.</summary>
    private static int Polluted(Machine machine)
    {
        int polluted = 0;
        PageblockMap map = PageblockSurvey.Map(machine);
        foreach (PageblockCell cell in map.Cells)
            polluted += cell.Movable > 0 && cell.Unmovable + cell.Reclaimable > 0 ? 1 : 0;
        return polluted;
    }

    /// <summary>Counts when the load has run for its time.</summary>
    private sealed class LastMachine : ISnapshotSink
    {
        public int Polluted { get; private set; }

        public void Take(string mark, Machine machine)
        {
            if (mark == "loaded")
                Polluted = StrictTests.Polluted(machine);
        }
    }
}
