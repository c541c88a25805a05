using FragSim.Sim.Base;
using FragSim.Strategies.Kernel.Compacting;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>When a run is over, as <c>__compact_finished</c> says.</summary>
public sealed class CompactFinishTests : FallbackBench
{
    private readonly ZoneProgress progress;

    public CompactFinishTests()
    {
        progress = new ZoneProgress(Zone);
        progress.ResetPositions();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void It_is_over_when_the_scanners_are_in_one_pageblock_and_begins_anew(
        bool covers, bool direct)
    {
        progress.MigratePfnAsync = progress.MigratePfnSync = progress.FreePfn = 9000;
        CompactControl run = Run(9, MigrateType.Movable, direct);
        run.CoversZone = covers;
        (run.MigratePfn, run.FreePfn) = (8192 + 10, 8192 + 500);
        Assert.True(CompactFinish.Reached(run, null, out CompactResult result));
        Assert.Equal(
            covers ? CompactResult.Complete : CompactResult.PartialSkipped, result);
        Assert.Equal((Zone.Start, Zone.Start, Pfn.Head(Zone.End - 1, Order.Huge)),
            (progress.MigratePfnAsync, progress.MigratePfnSync, progress.FreePfn));
        Assert.Equal(direct, progress.FlushSkips);
    }

    [Theory]
    [InlineData(8192, true)]
    [InlineData(8193, false)]
    [InlineData(8192 + 256, false)]
    public void A_block_to_be_had_is_seen_between_two_pageblocks_only(uint migrate, bool over)
    {
        Put(Block, 9, MigrateType.Movable);
        CompactControl run = Run(9, MigrateType.Movable);
        run.MigratePfn = migrate;
        Assert.Equal(over, CompactFinish.Reached(run, null, out CompactResult result));
        Assert.Equal(CompactResult.Success, result);
        Assert.Equal(Zone.Start, progress.MigratePfnAsync);
    }

    [Theory]
    [InlineData(9, MigrateType.Movable, 8, MigrateType.Movable, false)]
    [InlineData(9, MigrateType.Movable, 9, MigrateType.Unmovable, true)]
    [InlineData(8, MigrateType.Movable, 9, MigrateType.Movable, true)]
    [InlineData(2, MigrateType.Movable, 3, MigrateType.Unmovable, false)]
    [InlineData(2, MigrateType.Movable, 4, MigrateType.Unmovable, true)]
    [InlineData(2, MigrateType.Unmovable, 2, MigrateType.Movable, true)]
    [InlineData(2, MigrateType.Movable, 2, MigrateType.Cma, true)]
    [InlineData(2, MigrateType.Unmovable, 2, MigrateType.Cma, false)]
    public void A_block_is_to_be_had_from_the_own_list_from_CMA_or_where_it_could_be_claimed(
        int order, MigrateType wanted, int freeOrder, MigrateType free, bool over)
    {
        Put(Block, freeOrder, free);
        CompactControl run = Run(order, wanted);
        Assert.Equal(over, CompactFinish.Reached(run, null, out _));
    }

    [Fact]
    public void A_run_after_no_block_in_particular_ends_where_the_scanners_meet()
    {
        Put(Block, 9, MigrateType.Unmovable);
        CompactControl run = Run(CompactTask.NoOrder, MigrateType.Movable);
        Assert.False(CompactFinish.Reached(run, null, out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whoever_says_what_is_enough_is_asked_instead(bool enough)
    {
        Put(Block, 9, MigrateType.Movable);
        CompactControl run = Run(9, MigrateType.Movable);
        Assert.Equal(enough, CompactFinish.Reached(run, _ => enough, out _));
        run.FreePfn = run.MigratePfn;
        Assert.True(CompactFinish.Reached(run, _ => false, out _));
    }

    /// <summary>A run between two pageblocks, its scanners apart.</summary>
    private CompactControl Run(int order, MigrateType type, bool direct = false)
    {
        var run = new CompactControl();
        run.Begin(Bench.Machine,
            new CompactTask(order, type, CompactMode.SyncLight, direct, Full: false));
        run.Enter(progress);
        (run.MigratePfn, run.FreePfn) = (8192, 15_872);
        return run;
    }
}
