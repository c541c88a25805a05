using FragSim.Sim.Base;
using FragSim.Strategies.Kernel.Fallbacks;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>The fallback of Linux 6.1, one rule at a time: memory is taken whole at first, and the
/// lists are then laid out by hand.</summary>
public sealed class StealingFallbackTests : FallbackBench
{
    private readonly StealingFallback fallback = new();

    [Fact]
    public void Without_anything_free_there_is_nothing_to_fall_back_to() =>
        Assert.False(Fall(0, MigrateType.Unmovable));

    [Theory]
    [InlineData(MigrateType.Unmovable, MigrateType.Reclaimable, MigrateType.Movable)]
    [InlineData(MigrateType.Movable, MigrateType.Reclaimable, MigrateType.Unmovable)]
    [InlineData(MigrateType.Reclaimable, MigrateType.Unmovable, MigrateType.Movable)]
    public void Types_are_asked_in_the_kernels_order(
        MigrateType wanted, MigrateType first, MigrateType second)
    {
        Put(Block, 5, first);
        Put(Block + 1024, 5, second);
        Assert.True(Fall(0, wanted));
        Assert.Equal(1, Zone.Free.Count(5, wanted));
        Assert.Equal(0, Zone.Free.Count(5, first));
        Assert.Equal(1, Zone.Free.Count(5, second));
    }

    [Fact]
    public void The_largest_block_is_taken_so_that_mixing_is_rare()
    {
        Put(Block, 2, MigrateType.Movable);
        Put(Block + 1024, 6, MigrateType.Movable);
        Assert.True(Fall(0, MigrateType.Unmovable));
        Assert.Equal(1, Zone.Free.Count(6, MigrateType.Unmovable));
        Assert.Equal(1, Zone.Free.Count(2, MigrateType.Movable));
    }

    [Fact]
    public void A_movable_request_that_can_only_borrow_takes_the_smallest_buddy()
    {
        Put(Block, 1, MigrateType.Unmovable);
        Put(Block + 1024, 3, MigrateType.Unmovable);
        Assert.True(Fall(0, MigrateType.Movable));
        Assert.Equal(1, Zone.Free.Count(1, MigrateType.Movable));
        Assert.Equal(1, Zone.Free.Count(3, MigrateType.Unmovable));
        Assert.Equal(MigrateType.Unmovable, Zone.TypeOf(Block));
    }

    [Fact]
    public void From_order_four_on_a_movable_request_moves_all_that_is_free_in_the_block()
    {
        Put(Block, 4, MigrateType.Unmovable);
        Put(Block + 64, 0, MigrateType.Unmovable);
        Assert.True(Fall(0, MigrateType.Movable));
        Assert.Equal(1, Zone.Free.Count(4, MigrateType.Movable));
        Assert.Equal(1, Zone.Free.Count(0, MigrateType.Movable));
    }

    [Fact]
    public void A_whole_pageblock_changes_its_type()
    {
        Put(Block, 9, MigrateType.Movable);
        Assert.True(Fall(0, MigrateType.Unmovable));
        Assert.Equal(MigrateType.Unmovable, Zone.TypeOf(Block));
        Assert.Equal(1, Bench.Count(VmCounter.ExtfragOwnershipChanged));
    }

    [Fact]
    public void Both_pageblocks_of_the_largest_block_change_their_type()
    {
        Put(Block, 10, MigrateType.Movable);
        Assert.True(Fall(0, MigrateType.Unmovable));
        Assert.Equal(MigrateType.Unmovable, Zone.TypeOf(Block));
        Assert.Equal(MigrateType.Unmovable, Zone.TypeOf(Block + 512));
    }

    [Fact]
    public void A_block_half_free_is_claimed()
    {
        Put(Block, 8, MigrateType.Movable);
        Assert.True(Fall(0, MigrateType.Unmovable));
        Assert.Equal(MigrateType.Unmovable, Zone.TypeOf(Block));
    }

    [Fact]
    public void A_movable_block_less_than_half_free_is_not_claimed_by_unmovable_pages()
    {
        Put(Block, 7, MigrateType.Movable);
        Assert.True(Fall(0, MigrateType.Unmovable));
        Assert.Equal(MigrateType.Movable, Zone.TypeOf(Block));
        Assert.Equal(1, Zone.Free.Count(7, MigrateType.Unmovable));
    }

    [Fact]
    public void Pages_of_the_like_kind_count_towards_the_half()
    {
        // 16 pages free and 240 of the block's unmovable pages stay: together 256.
        Put(Block, 4, MigrateType.Movable);
        Retype(Block + 256, 240, MigrateType.Unmovable);
        Assert.True(Fall(0, MigrateType.Unmovable));
        Assert.Equal(MigrateType.Unmovable, Zone.TypeOf(Block));
    }

    [Fact]
    public void One_page_less_than_half_is_not_enough()
    {
        Put(Block, 4, MigrateType.Movable);
        Retype(Block + 256, 239, MigrateType.Unmovable);
        Assert.True(Fall(0, MigrateType.Unmovable));
        Assert.Equal(MigrateType.Movable, Zone.TypeOf(Block));
    }

    [Fact]
    public void A_movable_request_counts_the_movable_pages_in_a_block()
    {
        Put(Block, 4, MigrateType.Unmovable);
        Assert.True(Fall(0, MigrateType.Movable));
        Assert.Equal(MigrateType.Movable, Zone.TypeOf(Block));
    }

    [Fact]
    public void Between_unmovable_and_reclaimable_only_free_pages_count()
    {
        Put(Block, 7, MigrateType.Reclaimable);
        Retype(Block + 128, 384, MigrateType.Unmovable);
        Assert.True(Fall(0, MigrateType.Unmovable));
        Assert.Equal(MigrateType.Reclaimable, Zone.TypeOf(Block));
    }

    [Fact]
    public void Mixing_raises_the_watermark_by_a_block_and_no_higher_than_half_the_high_mark()
    {
        var boosting = new StealingFallback { BoostFactor = 15_000 };
        Zone.Watermarks.Set(100, 400, 800);
        Put(Block, 5, MigrateType.Movable);
        Assert.True(boosting.Fallback(Bench.Machine, Zone, 0, MigrateType.Unmovable));
        Assert.Equal(512, Zone.Watermarks.Boost);
        for (int i = 0; i < 5; i++)
        {
            var wanted = i % 2 == 0 ? MigrateType.Reclaimable : MigrateType.Unmovable;
            Assert.True(boosting.Fallback(Bench.Machine, Zone, 0, wanted));
        }
        Assert.Equal(1200, Zone.Watermarks.Boost);
    }

    [Fact]
    public void Taking_a_whole_pageblock_is_no_mixing_and_raises_nothing()
    {
        var boosting = new StealingFallback { BoostFactor = 15_000 };
        Put(Block, 9, MigrateType.Movable);
        Assert.True(boosting.Fallback(Bench.Machine, Zone, 0, MigrateType.Unmovable));
        Assert.Equal(0, Zone.Watermarks.Boost);
    }

    [Fact]
    public void Where_mixing_is_to_be_avoided_only_whole_blocks_are_taken()
    {
        var careful = new StealingFallback { MinOrder = 9 };
        Put(Block, 8, MigrateType.Movable);
        Assert.False(careful.Fallback(Bench.Machine, Zone, 0, MigrateType.Unmovable));
        Put(Block + 1024, 9, MigrateType.Movable);
        Assert.True(careful.Fallback(Bench.Machine, Zone, 0, MigrateType.Unmovable));
    }

    private bool Fall(int order, MigrateType wanted) =>
        fallback.Fallback(Bench.Machine, Zone, order, wanted);
}
