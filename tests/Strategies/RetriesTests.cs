using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>How often <c>linux</c> tries again for a page of the hugetlb pool
/// (<c>should_reclaim_retry</c>).</summary>
public sealed class RetriesTests
{
    private const Effort Pool = Effort.Normal | Effort.RetryMayFail | Effort.Hugetlb;

    /// <summary>No page cache: the free pages are counted twice, so that the mark would hold
    /// (<c>zone_reclaimable_pages</c>).</summary>
    [Fact]
    public void Where_nothing_can_be_reclaimed_a_pool_page_is_tried_for_seventeen_times() =>
        Assert.Equal(17, Tries(BelowTheMark(), Pool));

    [Fact]
    public void A_fault_is_tried_for_once() =>
        Assert.Equal(1, Tries(BelowTheMark(), Effort.Normal | Effort.Thp));

    [Fact]
    public void Free_pages_stand_for_those_that_can_be_reclaimed_only_where_there_are_none()
    {
        var bench = new TestMachine("linux");
        Assert.Equal(bench.Zone.FreePages, bench.Zone.ReclaimablePages);
        // As many as go to the lists at a time.
        for (uint id = 1; id <= 15; id++)
            Assert.True(bench.Cache(id));
        Assert.Equal(15, bench.Zone.ReclaimablePages);
    }

    [Fact]
    public void Without_a_block_of_the_order_a_pool_page_is_tried_for_once()
    {
        TestMachine bench = BelowTheMark();
        for (uint id = 10_000; bench.Zone.Free.OrdersFrom(9, MigrateType.Movable) != 0; id++)
            Assert.True(bench.Alloc(id, effort: Effort.High | Effort.Atomic));
        Assert.Equal(1, Tries(bench, Pool));
    }

    /// <summary>11 pageblocks are the min mark, and no more are free.</summary>
    private static TestMachine BelowTheMark()
    {
        var bench = new TestMachine("linux", 1024);
        for (uint id = 1; bench.Zone.FreePages > 11 * 512; id++)
            Assert.True(bench.Unmovable(id, 9));
        return bench;
    }

    private static long Tries(TestMachine bench, Effort effort)
    {
        long before = bench.Count(VmCounter.AllocstallNormal);
        Assert.False(bench.Request(1_000_000, effort: effort));
        return bench.Count(VmCounter.AllocstallNormal) - before;
    }
}
