using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Results;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class GroupingTests
{
    [Fact]
    public void Movable_and_unmovable_pages_live_in_different_pageblocks()
    {
        var bench = new TestMachine("grouping");
        for (uint id = 1; id <= 100; id++)
            Assert.True(id % 2 == 0 ? bench.Unmovable(id) : bench.Alloc(id));
        var unmovable = Enumerable.Range(1, 50).Select(i => bench[(uint)i * 2] >> 9).ToHashSet();
        for (uint id = 1; id <= 100; id += 2)
            Assert.DoesNotContain(bench[id] >> 9, unmovable);
        Assert.Single(unmovable);
    }

    [Fact]
    public void Without_pageblocks_a_page_goes_back_to_the_list_of_its_own_kind()
    {
        var bench = new TestMachine("grouping:migrate=no,blocks=no");
        Assert.True(bench.Unmovable(1));
        Assert.True(bench.Alloc(2));
        long kernel = bench.Zone.Free.PagesOf(MigrateType.Unmovable);
        bench.Free(1);
        Assert.Equal(kernel + 1, bench.Zone.Free.PagesOf(MigrateType.Unmovable));
        bench.Free(2);
        Assert.Equal(kernel + 1, bench.Zone.Free.PagesOf(MigrateType.Unmovable));
    }

    [Fact]
    public void Without_pageblocks_the_rest_of_a_large_block_changes_its_kind_of_a_small_one_not()
    {
        var bench = new TestMachine("grouping:migrate=no,blocks=no");
        Assert.True(bench.Unmovable(1));
        Assert.Equal(1023, bench.Zone.Free.PagesOf(MigrateType.Unmovable));
        uint id = 2;
        while (bench.Zone.Free.PagesOf(MigrateType.Movable) > 0)
            Assert.True(bench.Alloc(id++));
        while (bench.Zone.Free.PagesOf(MigrateType.Unmovable) > 0)
            Assert.True(bench.Unmovable(id++));
        for (uint i = 0; i < 4; i++)
            bench.Free(2 + i);
        long movable = bench.Zone.Free.PagesOf(MigrateType.Movable);
        Assert.True(bench.Unmovable(id));
        Assert.Equal(0, bench.Zone.Free.PagesOf(MigrateType.Unmovable));
        Assert.Equal(movable - 1, bench.Zone.Free.PagesOf(MigrateType.Movable));
    }

    [Fact]
    public void The_block_with_the_fewest_pages_is_emptied()
    {
        TestMachine bench = WithOneEighthUsed(out uint fullest, out uint emptiest);
        Assert.True(bench.Request(900_000));
        Assert.Equal(emptiest, bench[900_000] >> 9);
        Assert.NotEqual(fullest, bench[900_000] >> 9);
        RequestRecord request = bench.LastRequest;
        Assert.Equal(GrantPath.Migrated, request.Path);
        Assert.Equal(10, request.PagesMigrated);
        Assert.Equal(10 * bench.Machine.Costs.MigrateNs, request.Stall.MigrateNs);
    }

    [Fact]
    public void A_pinned_page_keeps_its_block_from_being_emptied()
    {
        TestMachine bench = WithOneEighthUsed(out _, out uint emptiest);
        bench.Do(EventOp.Pin, IdIn(bench, emptiest));
        Assert.True(bench.Request(900_000));
        Assert.NotEqual(emptiest, bench[900_000] >> 9);
        Assert.Equal(50, bench.LastRequest.PagesMigrated);
    }

    [Fact]
    public void Where_every_block_holds_something_pinned_it_fails_and_says_so()
    {
        TestMachine bench = WithOneEighthUsed(out _, out _);
        for (uint block = 0; block < bench.Machine.Pageblocks.Count; block++)
            bench.Do(EventOp.Pin, IdIn(bench, block));
        Assert.False(bench.Request(900_000));
        Assert.Equal(FailureCause.Unmovable, bench.LastRequest.Failure);
        Assert.False(bench.LastRequest.OracleGranted);
        bench.Machine.Validate();
    }

    [Fact]
    public void A_caller_that_may_not_wait_gets_nothing_moved()
    {
        TestMachine bench = WithOneEighthUsed(out _, out _);
        Assert.False(bench.Request(900_000, effort: Effort.None));
        Assert.Equal(0, bench.LastRequest.PagesMigrated);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    public void Orders_above_the_largest_block_are_gathered_from_a_contiguous_range(int order)
    {
        var bench = new TestMachine("grouping", 256, order);
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            if (id % 4 != 0)
                bench.Free(id);
        }
        Assert.True(bench.Request(900_000, order));
        Assert.True(Pfn.IsAligned(bench[900_000], order));
        bench.Machine.Validate();
        bench.Free(900_000);
        bench.Machine.Validate();
        Assert.True(bench.Request(900_001, order));
        Assert.Equal(GrantPath.Free, bench.LastRequest.Path);
    }

    [Fact]
    public void A_request_of_another_order_than_the_runs_huge_pages_gets_that_order()
    {
        var bench = new TestMachine("grouping", 128);
        Assert.True(bench.Request(1, 12));
        Assert.True(Pfn.IsAligned(bench[1], 12));
        bench.Machine.Validate();
    }

    [Fact]
    public void A_GiB_is_gathered_from_a_machine_of_two()
    {
        var bench = new TestMachine("grouping", 3072, Order.Gigantic);
        Assert.True(bench.Alloc(1));
        Assert.True(bench.Request(2, Order.Gigantic));
        Assert.True(Pfn.IsAligned(bench[2], Order.Gigantic));
        bench.Machine.Validate();
    }

    [Fact]
    public void Requests_of_different_orders_each_get_their_own()
    {
        TestMachine bench = WithOneEighthUsed(out _, out _);
        Assert.True(bench.Request(900_000));
        Assert.True(bench.Request(900_001, 10));
        Assert.True(Pfn.IsAligned(bench[900_001], 10));
        bench.Machine.Validate();
    }

    [Fact]
    public void A_movable_block_larger_than_the_range_is_left_alone()
    {
        var bench = new TestMachine("grouping");
        uint id = 1;
        while (bench.Alloc(id, 10, effort: Effort.None))
            id++;
        bench.Fill(1000, effort: Effort.None);
        bench.Free(1);
        bench.Fill(50_000, effort: Effort.None);
        for (uint free = 50_000; free < 51_000; free++)
            bench.Free(free);
        for (uint pin = 1000; pin < 20_000; pin++)
            bench.Do(EventOp.Pin, pin);
        for (uint pin = 51_000; pin < 53_000; pin++)
            bench.Do(EventOp.Pin, pin);
        bench.Machine.Zones[0].Watermarks.Set(0, 0, 0);
        for (uint request = 900_000; request < 900_010; request++)
            bench.Request(request);
        bench.Machine.Validate();
    }

    [Fact]
    public void An_unmovable_block_is_not_put_into_the_movable_zone()
    {
        var bench = new TestMachine("partition:movable=50%+grouping");
        uint id = 1;
        while (bench.Unmovable(id, 10))
            id++;
        for (uint i = 1; i < id; i++)
            Assert.False(bench.Machine.Zones[1].Contains(bench[i]));
        bench.Machine.Validate();
    }

    /// <summary>Every block partly used by movable pages: 100 pages each, one 50 and one
    /// 10.</summary>
    private static TestMachine WithOneEighthUsed(out uint fullest, out uint emptiest)
    {
        var bench = new TestMachine("grouping");
        uint pages = bench.Fill(1);
        var kept = new Dictionary<uint, int>();
        uint blocks = bench.Machine.Pageblocks.Count;
        for (uint id = 1; id <= pages; id++)
        {
            uint block = bench[id] >> 9;
            int wanted = block == blocks - 3 ? 10 : block == blocks - 5 ? 50 : 100;
            int have = kept.GetValueOrDefault(block);
            if (have < wanted)
                kept[block] = have + 1;
            else
                bench.Free(id);
        }
        fullest = 2;
        emptiest = blocks - 3;
        return bench;
    }

    private static uint IdIn(TestMachine bench, uint block)
    {
        for (uint id = 1; id < 20_000; id++)
        {
            if (bench[id] != Pfn.None && bench[id] >> 9 == block)
                return id;
        }
        return 0;
    }
}
