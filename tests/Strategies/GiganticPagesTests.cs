using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Tests.Sim;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>Pages above the largest free block, shown with 64 MiB where memory is 1 GiB: no list
/// has them, so the way to them is that of 1 GiB.</summary>
public sealed class GiganticPagesTests
{
    private const int Size = 14;
    private const uint Pages = 1 << Size;
    private const uint Asked = 900_000;

    public static TheoryData<string> Strategies =>
        [.. StrategyCatalog.Entries.Select(e => e.Name).Concat(
        [
            "partition:movable=50%", "partition:cma=50%", "partition:movable=50%+linux",
            "partition:cma=50%+grouping", "tree+linux", "reservation+grouping",
        ])];

    [Fact]
    public void Partition_has_a_quarter_of_memory_for_them_whatever_fills_the_rest()
    {
        var bench = new TestMachine("partition", 1024, Size);
        Scatter(bench);
        for (uint id = Asked; id < Asked + 4; id++)
        {
            Assert.True(bench.Request(id, Size));
            Assert.Equal(GrantPath.Partition, bench.LastRequest.Path);
            Assert.True(Pfn.IsAligned(bench[id], Size));
        }
        Assert.False(bench.Request(Asked + 4, Size));
        bench.Machine.Validate();
        bench.Free(Asked);
        Assert.True(bench.Request(Asked + 5, Size));
        bench.Machine.Validate();
    }

    [Theory]
    [InlineData(200, "partition", 1)]
    [InlineData(1024, "partition:pool=90%", 14)]
    [InlineData(256, "partition:pool=90%", 3)]
    public void A_share_is_the_nearest_number_of_them_and_no_more_than_fit(
        int mebibytes, string strategy, int pages) =>
        Assert.Equal(pages, new TestMachine(strategy, mebibytes, Size).Machine.Pool?.Size ?? 0);

    [Fact]
    public void A_share_that_holds_none_of_them_is_refused() =>
        Assert.Contains("holds no huge page of 64 MiB", Assert.Throws<UsageException>(
            () => new TestMachine("partition", 64, Size)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_number_of_them_that_does_not_fit_is_refused() =>
        Assert.Contains("memory has room for 3", Assert.Throws<UsageException>(
            () => new TestMachine("partition:pool=4", 256, Size)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("none")]
    [InlineData("compaction")]
    [InlineData("lumpy")]
    public void Where_unmovable_pages_lie_everywhere_there_are_none(string strategy)
    {
        var bench = new TestMachine(strategy, 1024, Size);
        Scatter(bench);
        Assert.False(bench.Request(Asked, Size));
        RequestFailure failure = bench.LastRequest.Obstacle!.Value;
        Assert.Equal(Obstacle.Unmovable, failure.Obstacle);
        RangeCensus ranges = failure.Ranges!.Value;
        Assert.Equal((16, 0, 0), (ranges.Ranges, ranges.Open, ranges.Huge));
        Assert.InRange(ranges.LeastImmovable, 1, 8);
        bench.Machine.Validate();
    }

    [Theory]
    [InlineData("grouping", GrantPath.Migrated)]
    [InlineData("linux", GrantPath.Contiguous)]
    [InlineData("grouping+compaction", GrantPath.Migrated)]
    [InlineData("hybrid", GrantPath.Contiguous)]
    public void Where_they_are_grouped_a_contiguous_range_is_emptied(
        string strategy, GrantPath path)
    {
        var bench = new TestMachine(strategy, 1024, Size);
        Scatter(bench);
        Assert.True(bench.Request(Asked, Size));
        Assert.Equal(path, bench.LastRequest.Path);
        Assert.True(Pfn.IsAligned(bench[Asked], Size));
        Assert.InRange(bench.LastRequest.PagesMigrated, 1, Pages);
        bench.Machine.Validate();
        bench.Free(Asked);
        bench.Machine.Validate();
        Assert.True(bench.Request(Asked + 1, Size));
        Assert.Equal(GrantPath.Free, bench.LastRequest.Path);
    }

    [Fact]
    public void Clean_cache_in_the_range_is_dropped_not_moved()
    {
        var bench = new TestMachine("linux", 1024, Size);
        for (uint id = 1; id < 200_000; id++)
            bench.Cache(id);
        Assert.True(bench.Request(Asked, Size));
        Assert.Equal(0, bench.LastRequest.PagesMigrated);
        bench.Machine.Validate();
        for (uint id = Asked + 1; id < Asked + 12; id++)
            Assert.True(bench.Request(id, Size), $"{id}");
        Assert.True(bench.LastRequest.PagesReclaimed >= Pages);
        bench.Machine.Validate();
    }

    [Fact]
    public void Where_nothing_is_free_to_move_pages_to_cache_elsewhere_is_reclaimed()
    {
        var bench = new TestMachine("linux", 1024, Size);
        for (uint id = 1; id <= 120_000; id++)
            bench.Alloc(id, flags: EventFlags.Lru);
        for (uint id = 120_001; id < 260_000; id++)
            bench.Cache(id);
        Assert.True(bench.Request(Asked, Size));
        Assert.True(bench.LastRequest.PagesMigrated > Pages / 2);
        Assert.True(bench.LastRequest.PagesReclaimed > Pages / 2);
        bench.Machine.Validate();
    }

    [Fact]
    public void Above_the_border_they_are_had_under_load()
    {
        var bench = new TestMachine("boundary", 1024, Size);
        for (uint id = 1; id < 300_000; id++)
            bench.Cache(id);
        for (uint id = Asked; id < Asked + 8; id++)
            Assert.True(bench.Request(id, Size));
        Assert.True(bench.LastRequest.PagesReclaimed > 0);
        bench.Machine.Validate();
    }

    [Fact]
    public void Grouping_reclaims_nothing_for_them_and_says_so()
    {
        var bench = new TestMachine("grouping", 1024, Size);
        for (uint id = 1; id < 240_000; id++)
            bench.Cache(id);
        Assert.False(bench.Request(Asked, Size));
        RequestFailure failure = bench.LastRequest.Obstacle!.Value;
        Assert.Equal(Obstacle.NoMemory, failure.Obstacle);
        Assert.True(failure.Ranges!.Value.Open > 0);
        Assert.True(failure.DroppablePages > Pages);
    }

    [Theory]
    [InlineData("partition:cma=50%")]
    [InlineData("partition:movable=50%")]
    public void An_area_for_movable_pages_gives_them_however_full_it_is(string strategy)
    {
        var bench = new TestMachine(strategy, 1024, Size);
        // More than there is room for, and of the kernel's too: every range is in use.
        for (uint id = 1; id < 300_000; id++)
            bench.Cache(id);
        for (uint id = 300_000; id < 380_000; id++)
            bench.Unmovable(id);
        long idle = bench.Machine.ReservedIdlePages;
        for (uint id = Asked; id < Asked + 8; id++)
        {
            Assert.True(bench.Request(id, Size));
            Zone zone = bench.Machine.ZoneOf(bench[id]);
            Assert.True(zone.Span.MovableOnly || zone.TypeOf(bench[id]) == MigrateType.Cma);
        }
        Assert.Equal(GrantPath.Partition, bench.LastRequest.Path);
        Assert.False(bench.Request(Asked + 8, Size));
        bench.Machine.Validate();
        for (uint id = Asked; id < Asked + 8; id++)
            bench.Free(id);
        bench.Machine.Validate();
        Assert.True(bench.Machine.ReservedIdlePages >= idle);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Under_load_and_at_rest_memory_adds_up_and_every_failure_is_explained(
        string strategy)
    {
        const int Order = 13;
        const ulong Bytes = 256UL << 20;
        using var workload = WorkloadCatalog.Create(
            "highalloc", new WorkloadSetup(Bytes, Order, 1));
        RunResult run = Simulation.Run(
            new SimulationOptions
            {
                MemoryBytes = Bytes,
                HugeOrder = Order,
                Validate = true,
                SampleEveryNs = 20_000_000_000,
                MaxMaps = 2,
            },
            StrategyCatalog.Create(strategy), workload, 1, null, null,
            TestContext.Current.CancellationToken);
        Assert.Equal(21, run.Requests.Count);
        Assert.All(run.Requests, r => Assert.Equal(!r.Granted, r.Obstacle?.Ranges is not null));
        Assert.All(run.Requests, r => Assert.True(r.OracleGranted || !r.Granted));
    }

    /// <summary>Memory is filled, with an unmovable page for some thousand movable ones; then seven
    /// of eight movable pages go.</summary>
    private static void Scatter(TestMachine bench)
    {
        uint movable = 0;
        for (uint n = 0; bench.Alloc(1 + movable, effort: Effort.None); n++, movable++)
        {
            if (n % 4000 == 0)
                bench.Unmovable(800_000 + (n / 4000));
        }
        for (uint id = 1; id <= movable; id++)
        {
            if (id % 8 != 0)
                bench.Free(id);
        }
    }
}
