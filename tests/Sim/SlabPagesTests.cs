using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class SlabPagesTests
{
    private readonly TestMachine bench = new();
    private readonly SlabPages slabs;

    public SlabPagesTests()
    {
        slabs = new SlabPages(bench.Machine);
        bench.Machine.Slabs = slabs;
        bench.Machine.Reclaimer.Shrinker = slabs;
    }

    [Fact]
    public void Every_page_of_a_reclaimable_slab_has_objects_and_no_other_page()
    {
        Slab(1, order: 2);
        bench.Unmovable(2);
        bench.Cache(3);
        long objects = slabs.FreeableObjects;
        Slab(4, order: 2);
        Assert.Equal(2 * objects, slabs.FreeableObjects);
        bench.Free(1);
        bench.Free(2);
        bench.Free(4);
        Assert.Equal(0, slabs.FreeableObjects);
    }

    [Fact]
    public void A_slab_in_use_stays_however_hard_it_is_shrunk()
    {
        Slab(1);
        Assert.Equal(0, slabs.Shrink(1000));
        Assert.NotEqual(Pfn.None, bench[1]);
    }

    [Fact]
    public void What_recorded_reclaim_freed_goes_oldest_first_by_as_many_objects()
    {
        for (uint id = 1; id <= 3; id++)
            Slab(id);
        long perPage = slabs.FreeableObjects / 3;
        uint first = bench[1], second = bench[2];
        Unused(1);
        Unused(2);
        Assert.Equal(1, slabs.Shrink(perPage));
        Assert.Equal(Pfn.None, bench[1]);
        Assert.False(FrameState.IsAllocated(bench.Machine.Frames.State[first]));
        Assert.True(FrameState.IsAllocated(bench.Machine.Frames.State[second]));
        bench.Audit([1, 2, 3]);
    }

    [Fact]
    public void Objects_that_make_up_no_slab_count_in_the_next_round()
    {
        Slab(1);
        Unused(1);
        long half = slabs.FreeableObjects / 2;
        Assert.Equal(0, slabs.Shrink(half));
        Assert.Equal(1, slabs.Shrink(half));
    }

    [Fact]
    public void Direct_reclaim_shrinks_by_proportion()
    {
        for (uint id = 1; id <= 64; id++)
        {
            Slab(id);
            Unused(id);
        }
        Assert.Equal(0, bench.Machine.Reclaimer.ShrinkSlab(priority: 12));
        Assert.Equal(32, bench.Machine.Reclaimer.ShrinkSlab(priority: 2));
        bench.Audit(Enumerable.Range(1, 64).Select(i => (uint)i));
    }

    private void Slab(uint id, int order = 0) =>
        bench.Alloc(id, order, MigrateType.Reclaimable, PageSource.Slab);

    private void Unused(uint id) => bench.Loop.Apply(new PageEvent
    {
        Op = EventOp.Free,
        Id = id,
        Flags = EventFlags.RecordedReclaim,
    });
}
