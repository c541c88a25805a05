using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class FreePageCounterTests
{
    private readonly FreePageCounter counter = new(1000, 6);

    /// <summary>Whole 128 MiB count, as in <c>calculate_normal_threshold</c> of one CPU.
    /// </summary>
    [Theory]
    [InlineData(0, 2)]
    [InlineData(3_999, 2)]
    [InlineData(32_767, 2)]
    [InlineData(32_768, 4)]
    [InlineData(65_536, 6)]
    [InlineData(116_478, 6)]
    [InlineData(131_072, 8)]
    [InlineData(262_144, 10)]
    [InlineData(16_777_216, 22)]
    public void The_threshold_grows_by_two_each_time_the_zone_doubles(long managed, long pages) =>
        Assert.Equal(pages, FreePageCounter.ThresholdOf(managed));

    [Theory]
    [InlineData(1006, 1000)]
    [InlineData(1007, 1007)]
    [InlineData(994, 1000)]
    [InlineData(993, 993)]
    public void What_is_read_is_off_by_no_more_than_the_threshold(long free, long read)
    {
        counter.Changed(free);
        Assert.Equal(read, counter.Read);
    }

    [Fact]
    public void The_drift_adds_up_until_all_of_it_is_known()
    {
        for (int i = 1; i <= 6; i++)
            counter.Changed(1000 - i);
        Assert.Equal(1000, counter.Read);
        counter.Changed(993);
        Assert.Equal(993, counter.Read);
        counter.Changed(999);
        Assert.Equal(993, counter.Read);
    }

    [Fact]
    public void Blocks_that_go_at_once_count_as_one_change()
    {
        counter.Hold();
        for (int i = 1; i <= 20; i++)
            counter.Changed(1000 - i);
        Assert.Equal(1000, counter.Read);
        counter.Release(980);
        Assert.Equal(980, counter.Read);
        counter.Changed(973);
        Assert.Equal(973, counter.Read);
    }

    [Fact]
    public void What_went_at_once_and_is_no_more_than_the_threshold_stays_unknown()
    {
        counter.Hold();
        counter.Changed(900);
        counter.Changed(995);
        counter.Release(995);
        Assert.Equal(1000, counter.Read);
    }

    [Fact]
    public void Watermarks_are_looked_at_by_what_is_read()
    {
        var bench = new TestMachine("linux");
        Buddy buddy = bench.Zone.Buddy;
        long free = buddy.FreePages;
        buddy.Counter = new FreePageCounter(free, 6);
        uint pfn = buddy.Take(0, MigrateType.Movable);
        Assert.Equal((free - 1, free), (bench.Zone.FreePages, bench.Zone.CountedFreePages));
        Assert.True(
            WatermarkCheck.Holds(bench.Zone, 0, free - 1, MigrateType.Movable, 0));
        buddy.Put(pfn, 0, MigrateType.Movable);
        buddy.Take(3, MigrateType.Movable);
        Assert.Equal(free - 8, bench.Zone.CountedFreePages);
    }

    [Fact]
    public void A_refill_of_the_per_CPU_lists_is_one_change()
    {
        var bench = new TestMachine("linux");
        long free = bench.Zone.FreePages;
        int batch = bench.Zone.Pcp!.RefillBlocks(0);
        Assert.InRange(batch, 3, 62);
        bench.Zone.Buddy.Counter = new FreePageCounter(free, batch - 2);
        Assert.True(bench.Alloc(1));
        // Page by page, the last one would have been kept back.
        Assert.Equal((free - batch, free - batch),
            (bench.Zone.FreePages, bench.Zone.CountedFreePages));
    }
}
