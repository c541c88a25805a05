using FragSim.Sim.Base;
using FragSim.Strategies.Kernel.Fallbacks;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>The fallback of Linux 6.15 and later, one rule at a time.</summary>
public sealed class ClaimingFallbackTests : FallbackBench
{
    private readonly ClaimingFallback fallback = new() { BoostFactor = 15_000 };

    [Fact]
    public void Without_anything_free_there_is_nothing_to_fall_back_to() =>
        Assert.False(Fall(0, MigrateType.Unmovable));

    [Fact]
    public void A_block_half_of_which_would_be_of_our_kind_is_claimed_whole()
    {
        Put(Block, 8, MigrateType.Movable);
        Assert.True(Fall(0, MigrateType.Unmovable));
        Assert.Equal(MigrateType.Unmovable, Zone.TypeOf(Block));
        Assert.Equal(1, Zone.Free.Count(8, MigrateType.Unmovable));
        Assert.Equal(512, Zone.Watermarks.Boost);
        Assert.Equal(1, Bench.Count(VmCounter.ExtfragOwnershipChanged));
    }

    [Fact]
    public void A_block_that_cannot_be_claimed_gives_the_smallest_piece_and_keeps_the_rest()
    {
        Put(Block, 5, MigrateType.Movable);
        Put(Block + 1024, 3, MigrateType.Movable);
        Assert.True(Fall(1, MigrateType.Unmovable));
        Assert.Equal(1, Zone.Free.Count(1, MigrateType.Unmovable));
        Assert.Equal(1, Zone.Free.Count(5, MigrateType.Movable));
        Assert.Equal(1, Zone.Free.Count(2, MigrateType.Movable));
        Assert.Equal(1, Zone.Free.Count(1, MigrateType.Movable));
        Assert.Equal(MigrateType.Movable, Zone.TypeOf(Block + 1024));
        Assert.Equal(0, Bench.Count(VmCounter.ExtfragOwnershipChanged));
    }

    [Fact]
    public void Where_the_largest_cannot_be_claimed_a_smaller_one_may_be()
    {
        Put(Block, 7, MigrateType.Movable);
        Put(Block + 1024, 6, MigrateType.Movable);
        Retype(Block + 1024 + 64, 200, MigrateType.Unmovable);
        Assert.True(Fall(0, MigrateType.Unmovable));
        Assert.Equal(MigrateType.Movable, Zone.TypeOf(Block));
        Assert.Equal(MigrateType.Unmovable, Zone.TypeOf(Block + 1024));
    }

    [Fact]
    public void Movable_requests_claim_nothing_for_the_sake_of_small_blocks()
    {
        Put(Block, 3, MigrateType.Unmovable);
        Retype(Block + 8, 504, MigrateType.Movable);
        Assert.True(Fall(0, MigrateType.Movable));
        Assert.Equal(MigrateType.Unmovable, Zone.TypeOf(Block));
        Assert.Equal(1, Zone.Free.Count(0, MigrateType.Movable));
        Assert.Equal(1, Zone.Free.Count(2, MigrateType.Unmovable));
    }

    [Fact]
    public void A_free_pageblock_is_taken_whole_and_raises_nothing()
    {
        Put(Block, 9, MigrateType.Movable);
        Assert.True(Fall(0, MigrateType.Unmovable));
        Assert.Equal(MigrateType.Unmovable, Zone.TypeOf(Block));
        Assert.Equal(0, Zone.Watermarks.Boost);
    }

    private bool Fall(int order, MigrateType wanted) =>
        fallback.Fallback(Bench.Machine, Zone, order, wanted);
}
