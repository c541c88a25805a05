using FragSim.Sim.Base;
using FragSim.Strategies.Kernel.Fallbacks;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class FallbackBlockTests : FallbackBench
{
    [Fact]
    public void In_a_movable_block_the_movable_pages_suit_a_movable_request_and_others_the_rest()
    {
        Put(Block, 6, MigrateType.Movable);
        Retype(Block + 64, 100, MigrateType.Unmovable);
        Assert.Equal(512 - 64 - 100, Alike(MigrateType.Movable));
        Assert.Equal(100, Alike(MigrateType.Unmovable));
        Assert.Equal(100, Alike(MigrateType.Reclaimable));
    }

    [Fact]
    public void Pages_that_are_on_no_LRU_list_just_now_do_not_count_as_movable()
    {
        Put(Block, 6, MigrateType.Movable);
        for (uint pfn = Block + 64; pfn < Block + 74; pfn++)
            Bench.Machine.OffLru.Add(pfn);
        Bench.Machine.OffLru.Add(Block - 1);
        Bench.Machine.OffLru.Add(Block + 512);
        Assert.Equal(512 - 64 - 10, Alike(MigrateType.Movable));
        Assert.Equal(10, Alike(MigrateType.Unmovable));
        Bench.Machine.OffLru.Drain();
        Assert.Equal(512 - 64, Alike(MigrateType.Movable));
    }

    [Fact]
    public void Pages_that_reclaim_has_isolated_do_not_count_as_movable()
    {
        Put(Block, 6, MigrateType.Movable);
        Zone.Lru.Add(Block + 64);
        Bench.Machine.OffLru.Isolate(Block + 64);
        Assert.Equal(512 - 64 - 1, Alike(MigrateType.Movable));
        Assert.Equal(1, Alike(MigrateType.Unmovable));
    }

    private int Alike(MigrateType wanted) =>
        FallbackBlock.CountAlike(Bench.Machine, Zone, Block + 5, wanted, free: 64);
}
