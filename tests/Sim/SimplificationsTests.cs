using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>What docs/model.md says is simpler than in the kernel, where no other test holds it.
/// </summary>
public sealed class SimplificationsTests
{
    [Fact]
    public void A_pool_of_huge_pages_gives_no_page_structs_back() =>
        Assert.Equal(new TestMachine("linux", 256).Machine.ManagedPages,
            new TestMachine("linux", 256, set: "hugepages=64").Machine.ManagedPages);

    [Fact]
    public void The_smallest_machine_keeps_types_apart()
    {
        var bench = new TestMachine("linux", 16);
        bench.Alloc(1);
        bench.Unmovable(2);
        Assert.NotEqual(bench.Machine.Pageblocks.TypeOf(bench[1]),
            bench.Machine.Pageblocks.TypeOf(bench[2]));
    }

    [Fact]
    public void Pageblocks_kept_before_the_start_are_not_counted()
    {
        var start = new StartState
        {
            Zones = [new ZoneSpan("Normal", 0, 4096)],
            Blocks = [],
            FreeLists =
            [
                new StartList("Normal", 9, MigrateType.HighAtomic, [0]),
                new StartList("Normal", 9, MigrateType.Movable, [512]),
                new StartList("Normal", 10, MigrateType.Movable, [1024, 2048, 3072]),
            ],
            PcpLists = [],
            Pageblocks = [.. Enumerable.Range(0, 8).Select(i => ((uint)i * 512,
                i == 0 ? MigrateType.HighAtomic : MigrateType.Movable, false))],
            Tuning = [],
            Settings = new Dictionary<string, string>(),
        };
        Machine machine = Bootstrap.From(
            start, new SimulationOptions(), StrategyCatalog.Create("linux"),
            TestContext.Current.CancellationToken);
        Assert.Equal(MigrateType.HighAtomic, machine.Pageblocks.TypeOf(0));
        Assert.Equal(0, machine.Zones[0].HighAtomicPages);
    }

    [Fact]
    public void Pages_stay_on_per_CPU_lists_however_long_nothing_happens()
    {
        var bench = new TestMachine("linux");
        bench.Alloc(1);
        bench.Free(1);
        long pages = bench.Zone.PcpPages;
        bench.NowNs = 60_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.True(pages > 0);
        Assert.Equal(pages, bench.Zone.PcpPages);
    }

    [Fact]
    public void Every_page_costs_the_same_to_move()
    {
        var bench = new TestMachine();
        bench.Alloc(1);
        bench.Cache(2, EventFlags.Dirty | EventFlags.Mlocked);
        Assert.Equal(CostOfMoving(bench, 1), CostOfMoving(bench, 2));
    }

    [Fact]
    public void A_huge_page_in_use_does_not_move()
    {
        var bench = new TestMachine();
        Assert.True(bench.Request(1));
        Assert.False(bench.Machine.Migrator.CanMove(bench[1]));
    }

    private static long CostOfMoving(TestMachine bench, uint id)
    {
        bench.Alloc(900_000);
        uint target = bench[900_000];
        bench.Machine.Handles.Forget(900_000);
        bench.Machine.Disown(target);
        bench.Machine.Migrator.AdoptTarget(target, Order.Base);
        bench.Ledger.Clear();
        bench.Machine.Migrator.Move(bench[id], target);
        return bench.Ledger.Stall.TotalNs;
    }
}
