using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class BoundaryTests
{
    [Fact]
    public void Unmovable_pages_stay_below_the_border_so_that_every_block_above_can_be_emptied()
    {
        TestMachine bench = Mixed("boundary");
        TestMachine plain = Mixed("none");
        uint border = BorderOf(bench);
        uint blocks = bench.Machine.Pageblocks.Count;
        for (uint block = border; block < blocks; block++)
            Assert.Equal(0, bench.Machine.Use.BlockedPages(block));
        Assert.True(bench.Machine.Use.CountOpen(bench.Zone, 9)
            > 2 * plain.Machine.Use.CountOpen(plain.Zone, 9));
        bench.Machine.Validate();
    }

    [Fact]
    public void The_border_moves_up_when_unmovable_memory_is_wanted_and_pages_make_way()
    {
        var bench = new TestMachine("boundary", 128);
        uint before = BorderOf(bench);
        uint cache = 1;
        while (bench.Zone.FreePages > 6000)
            Assert.True(bench.Cache(cache++));
        for (uint id = 100_000; id < 104_500; id++)
            Assert.True(bench.Unmovable(id), $"{id}");
        Assert.True(BorderOf(bench) > before);
        Assert.True(bench.Count(VmCounter.PgmigrateSuccess) > 0);
        for (uint id = 100_000; id < 104_500; id++)
            Assert.True(bench[id] >> 9 < BorderOf(bench));
        bench.Machine.Validate();
    }

    [Fact]
    public void The_border_comes_down_when_movable_memory_is_wanted_and_nothing_is_in_the_way()
    {
        TestMachine bench = new("boundary:unmovable=50%", 128);
        uint before = BorderOf(bench);
        uint pages = bench.Fill(1);
        Assert.True(BorderOf(bench) < before);
        Assert.True(pages > bench.Machine.ManagedPages * 9 / 10);
        bench.Machine.Validate();
    }

    [Fact]
    public void The_border_moves_in_the_background_before_anybody_waits()
    {
        var bench = new TestMachine("boundary", 128);
        uint before = BorderOf(bench);
        uint id = 1;
        while (bench.Zone.Free.PagesOf(MigrateType.Unmovable) > 20)
            Assert.True(bench.Unmovable(id++));
        bench.NowNs += 1_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.True(BorderOf(bench) > before);
        Assert.True(bench.Zone.Free.PagesOf(MigrateType.Unmovable) >= 512);
    }

    [Fact]
    public void Reclaimable_slabs_lie_below_the_border_too()
    {
        var bench = new TestMachine("boundary");
        Assert.True(bench.Alloc(1, 2, MigrateType.Reclaimable, PageSource.Slab));
        Assert.True(bench[1] >> 9 < BorderOf(bench));
    }

    [Fact]
    public void Above_the_border_memory_is_reclaimed_in_the_background_though_much_is_free_below()
    {
        TestMachine bench = HeldUp();
        for (uint id = 50_000; id < 75_000; id++)
        {
            Assert.True(bench.Cache(id));
            bench.NowNs += 1_000_000;
        }
        Assert.True(bench.Count(VmCounter.PgstealKswapd) > 0);
        Assert.Equal(0, bench.Count(VmCounter.AllocstallNormal));
        Assert.True(bench.Zone.Free.PagesOf(MigrateType.Unmovable) > 10_000);
    }

    [Fact]
    public void What_is_free_below_the_border_is_no_room_for_a_huge_page_above()
    {
        TestMachine bench = HeldUp();
        uint id = 50_000;
        while (bench.Zone.Free.PagesOf(MigrateType.Movable) > 300)
            Assert.True(bench.Alloc(id++));
        for (uint free = 50_000; free < id; free += 16)
            bench.Free(free);
        long moved = bench.Count(VmCounter.PgmigrateSuccess);
        Assert.False(bench.Request(900_000));
        Assert.Equal(FailureCause.NoMemory, bench.Ledger.Failure);
        Assert.Equal(moved, bench.Count(VmCounter.PgmigrateSuccess));
    }

    /// <summary>Half of memory lies below the border, nearly all of it free, and a page that
    /// cannot move holds the border up.</summary>
    private static TestMachine HeldUp()
    {
        var bench = new TestMachine("boundary:unmovable=50%", 128);
        uint border = BorderOf(bench) << 9;
        uint id = 1;
        do
        {
            Assert.True(bench.Unmovable(id));
        }
        while (bench[id++] != border - 1);
        for (uint free = 1; free < id - 1; free++)
            bench.Free(free);
        return bench;
    }

    /// <summary>First pageblock that is not Unmovable; none above it is.</summary>
    private static uint BorderOf(TestMachine bench)
    {
        uint border = 0;
        while (bench.Zone.TypeOf(border << 9) == MigrateType.Unmovable)
            border++;
        for (uint block = border; block < bench.Machine.Pageblocks.Count; block++)
            Assert.Equal(MigrateType.Movable, bench.Zone.TypeOf(block << 9));
        return border;
    }

    /// <summary>Memory filled with movable pages and a sprinkle of others, half of the movable ones
    /// then freed and more unmovable ones allocated.</summary>
    private static TestMachine Mixed(string strategy)
    {
        var bench = new TestMachine(strategy, 128);
        uint id = 1;
        while (bench.Zone.FreePages > 4000)
        {
            Assert.True(id % 40 == 0 ? bench.Unmovable(id) : bench.Cache(id));
            id++;
        }
        for (uint free = 1; free < id; free += 2)
        {
            if (free % 40 != 0)
                bench.Free(free);
        }
        for (uint more = 200_000; more < 201_500; more++)
            Assert.True(bench.Unmovable(more));
        return bench;
    }
}
