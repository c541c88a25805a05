using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class PartitionTests
{
    [Fact]
    public void Pages_of_the_pool_are_certain_and_given_to_nobody_else()
    {
        var bench = new TestMachine("partition:pool=5");
        bench.Fill(1000);
        Assert.Equal(5, bench.Machine.Pool!.FreeCount);
        for (uint id = 1; id <= 5; id++)
        {
            Assert.True(bench.Request(id));
            Assert.Equal(GrantPath.Partition, bench.LastRequest.Path);
        }
        Assert.False(bench.Request(6));
        bench.Machine.Validate();
    }

    [Fact]
    public void A_freed_page_of_the_pool_returns_to_it()
    {
        var bench = new TestMachine("partition:pool=1");
        bench.Fill(1000);
        Assert.True(bench.Request(1));
        uint pfn = bench[1];
        bench.Free(1);
        Assert.Equal(1, bench.Machine.Pool!.FreeCount);
        Assert.False(bench.Alloc(500_000));
        Assert.True(bench.Request(2));
        Assert.Equal(pfn, bench[2]);
        bench.Machine.Validate();
    }

    [Fact]
    public void By_default_a_quarter_of_memory_is_the_pool()
    {
        var bench = new TestMachine("partition");
        long managed = bench.Machine.ManagedPages;
        Assert.Equal(managed / 4 / 512, bench.Machine.Pool!.Size);
        Assert.Equal((long)bench.Machine.Pool.Size * 512, bench.Machine.ReservedIdlePages);
    }

    [Fact]
    public void A_pool_that_does_not_fit_is_refused() =>
        Assert.Contains("does not fit",
            Assert.Throws<UsageException>(() => new TestMachine("partition:pool=1000")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Unmovable_pages_never_enter_the_movable_zone()
    {
        var bench = new TestMachine("partition:movable=25%");
        Zone movable = bench.Machine.Zones[1];
        Assert.Equal("Movable", movable.Name);
        uint pages = bench.Fill(1, MigrateType.Unmovable, EventFlags.None);
        Assert.InRange(movable.FreePages, movable.Managed, movable.Managed);
        for (uint id = 1; id <= pages; id++)
            Assert.False(movable.Contains(bench[id]));
    }

    [Fact]
    public void Movable_pages_go_to_the_movable_zone_first_and_below_when_it_is_full()
    {
        var bench = new TestMachine("partition:movable=25%");
        Zone movable = bench.Machine.Zones[1];
        Assert.True(bench.Alloc(1));
        Assert.True(movable.Contains(bench[1]));
        uint pages = bench.Fill(10);
        Assert.False(movable.Contains(bench[9 + pages]));
    }

    [Theory]
    [InlineData("partition:movable=75%", 0.75)]
    [InlineData("partition:movable=25%", 0.25)]
    public void The_movable_zone_is_as_large_as_asked(string strategy, double share)
    {
        var bench = new TestMachine(strategy);
        Assert.InRange(bench.Machine.Zones[1].Span.Spanned,
            (uint)(16384 * share), (uint)(16384 * share) + 1024);
    }

    [Fact]
    public void Only_movable_pages_use_CMA()
    {
        var bench = new TestMachine("partition:cma=25%");
        uint unmovable = bench.Fill(1, MigrateType.Unmovable, EventFlags.None);
        Assert.True(bench.Zone.FreeCmaPages >= 16384 / 4 - 1024);
        for (uint id = 1; id <= unmovable; id++)
            Assert.NotEqual(MigrateType.Cma, bench.Zone.TypeOf(bench[id]));
        Assert.True(bench.Alloc(1_000_000));
        Assert.Equal(MigrateType.Cma, bench.Zone.TypeOf(bench[1_000_000]));
    }

    [Fact]
    public void Freed_CMA_memory_is_CMA_again()
    {
        var bench = new TestMachine("partition:cma=25%+linux", 64);
        long before = bench.Zone.FreeCmaPages;
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
            bench.Free(id);
        bench.Zone.Pcp!.DrainAll();
        Assert.Equal(before, bench.Zone.FreeCmaPages);
    }

    [Fact]
    public void A_start_with_a_huge_page_in_use_takes_it_from_the_pool()
    {
        var start = new StartState
        {
            Zones = [new ZoneSpan("Normal", 0, 16384)],
            Blocks =
            [
                new StartBlock(512, 9, 1, MigrateType.Movable, PageSource.Huge, PageFlags.None),
                new StartBlock(1024, 0, 2, MigrateType.Movable, PageSource.Huge, PageFlags.None),
            ],
            FreeLists =
            [
                new StartList("Normal", 10, MigrateType.Movable,
                    [.. Enumerable.Range(2, 14).Select(i => (uint)i * 1024)]),
            ],
            PcpLists = [],
            Pageblocks = [],
            Tuning = [],
            Settings = new Dictionary<string, string>(),
        };
        Machine machine = Bootstrap.From(
            start, new SimulationOptions(), StrategyCatalog.Create("partition:pool=2"),
            TestContext.Current.CancellationToken);
        machine.Validate();
        Assert.Equal(1, machine.Pool!.FreeCount);
        Assert.True(machine.Pool.Owns(machine.Handles[1]));
        Assert.False(machine.Pool.Owns(machine.Handles[2]));
    }
}
