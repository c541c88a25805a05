using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Strategies.Kernel.Compacting;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>Where compaction begins again, as <c>__reset_isolation_suitable</c> says.</summary>
public sealed class SkipResetTests
{
    private readonly TestMachine bench = new("linux");
    private readonly ZoneProgress progress;

    public SkipResetTests()
    {
        progress = new ZoneProgress(bench.Zone);
        progress.ResetPositions();
    }

    [Fact]
    public void Nothing_is_forgotten_before_a_direct_run_has_gone_over_all()
    {
        bench.Zone.Pageblocks.SetSkip(4096, true);
        progress.MigratePfnAsync = 8192;
        SkipReset.Run(bench.Machine, progress);
        Assert.True(bench.Zone.Pageblocks.IsSkipped(4096));
        Assert.Equal(8192u, progress.MigratePfnAsync);
    }

    [Fact]
    public void Scanners_begin_at_the_outermost_blocks_with_pages_to_move_and_with_room()
    {
        uint pfn = bench.Machine.Allocator.Allocate(new AllocationRequest(
            0, MigrateType.Movable, PageSource.PageCache, Effort.Normal));
        bench.Machine.Own(pfn, 0, 1, MigrateType.Movable, PageSource.PageCache);
        bench.Zone.Lru.Add(pfn);
        // The highest pageblock is the second half of a free block, which begins in the one below.
        uint top = bench.Zone.End - 1 - 512;
        bench.Zone.Pageblocks.SetSkip(top, true);
        progress.FlushSkips = true;
        SkipReset.Run(bench.Machine, progress);
        Assert.False(progress.FlushSkips);
        Assert.False(bench.Zone.Pageblocks.IsSkipped(top));
        Assert.Equal(top, progress.FreePfn);
        Assert.Equal(Pfn.Head(pfn, Order.Huge), progress.MigratePfnAsync);
    }

    [Fact]
    public void Without_a_page_to_move_in_the_lower_half_both_scanners_stand_where_they_meet()
    {
        progress.FlushSkips = true;
        SkipReset.Run(bench.Machine, progress);
        Assert.True(progress.MigratePfnAsync >= bench.Zone.End / 2 - 1024);
        Assert.Equal(progress.MigratePfnAsync, progress.MigratePfnSync);
    }
}
