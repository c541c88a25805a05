using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class WatermarksTests
{
    [Fact]
    public void Huge_pages_raise_the_minimum_of_three_zones_to_67584_KiB()
    {
        long pages = Watermarks.MinFreePages(6_000_000, 3, 512, thp: true);
        Assert.Equal(67_584, pages * 4);
    }

    [Fact]
    public void Huge_pages_never_keep_back_more_than_a_twentieth_of_memory() =>
        Assert.Equal(5_000, Watermarks.MinFreePages(100_000, 1, 512, thp: true));

    [Theory]
    [InlineData(262_144, 4096)] // 1 GiB: sqrt(16 * 1048576 KiB) = 4096 KiB.
    [InlineData(16, 128)]
    [InlineData(8_000_000_000, 262_144)]
    public void The_minimum_follows_the_root_of_memory(long pages, long kib) =>
        Assert.Equal(kib / 4, Watermarks.MinFreePages(pages, 1, 512, thp: false));

    [Fact]
    public void Low_and_high_stand_a_gap_apart_above_min()
    {
        var marks = new Watermarks();
        marks.Spread(1024, 262_144, 262_144, movableOnly: false);
        Assert.Equal((1024, 1286, 1548), (marks.Min, marks.Low, marks.High));
    }

    [Fact]
    public void Where_little_is_kept_back_the_gap_is_a_thousandth_of_the_zone()
    {
        var marks = new Watermarks();
        marks.Spread(100, 1_000_000, 1_000_000, movableOnly: false);
        Assert.Equal((100, 1100, 2100), (marks.Min, marks.Low, marks.High));
    }

    [Fact]
    public void HighMem_keeps_back_next_to_nothing()
    {
        var marks = new Watermarks();
        marks.Spread(1024, 1 << 20, 262_144, movableOnly: true);
        Assert.Equal(128, marks.Min);
    }

    [Fact]
    public void A_zone_with_enough_pages_but_no_block_does_not_serve_an_order()
    {
        var bench = new TestMachine();
        // Every second page of memory is in use: no block of order 1 is free.
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            if (bench[id] % 2 == 0)
                bench.Free(id);
        }
        Assert.True(WatermarkCheck.Holds(bench.Zone, 0, 100, MigrateType.Movable, 0));
        Assert.False(WatermarkCheck.Holds(bench.Zone, 1, 100, MigrateType.Movable, 0));
    }

    [Fact]
    public void Free_pages_must_be_more_than_the_mark_and_not_equal_to_it()
    {
        var bench = new TestMachine();
        long free = bench.Zone.FreePages;
        Assert.True(
            WatermarkCheck.Holds(bench.Zone, 0, free - 1, MigrateType.Movable, 0));
        Assert.False(WatermarkCheck.Holds(bench.Zone, 0, free, MigrateType.Movable, 0));
        Assert.False(
            WatermarkCheck.Holds(bench.Zone, 3, free - 7, MigrateType.Movable, 0));
    }

    [Fact]
    public void Urgent_requests_may_go_below_the_minimum_and_no_others()
    {
        var bench = new TestMachine();
        long free = bench.Zone.FreePages;
        bench.Zone.Watermarks.Set(free, free, free);
        Assert.False(Holds(bench, Effort.Normal));
        Assert.True(Holds(bench, Effort.High));
        Assert.True(Holds(bench, Effort.Atomic));
    }

    [Fact]
    public void At_the_low_mark_urgent_requests_are_like_all_others()
    {
        var bench = new TestMachine();
        long free = bench.Zone.FreePages;
        bench.Zone.Watermarks.Set(free / 8, free, free);
        Assert.False(WatermarkCheck.Holds(bench.Zone,
            new AllocationRequest(0, MigrateType.Unmovable, PageSource.Network,
                Effort.High | Effort.Atomic), Mark.Low, 0));
    }

    private static bool Holds(TestMachine bench, Effort effort) =>
        WatermarkCheck.Holds(bench.Zone,
            new AllocationRequest(0, MigrateType.Unmovable, PageSource.Kernel, effort),
            Mark.Min, 0);
}
