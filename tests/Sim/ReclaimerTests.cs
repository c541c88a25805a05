using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class ReclaimerTests
{
    private static readonly AllocationRequest BasePage =
        new(0, MigrateType.Movable, PageSource.Anon, Effort.Normal);

    [Fact]
    public void The_oldest_page_goes_first()
    {
        var bench = WithCache(100);
        int got = (int)bench.Machine.Reclaimer.Direct(BasePage);
        Assert.InRange(got, Reclaimer.Cluster, 99);
        Assert.All(Ids(1, got), id => Assert.True(bench.Machine.Handles.WasReclaimed(id)));
        Assert.All(Ids((uint)got + 1, 100 - got), id => Assert.NotEqual(Pfn.None, bench[id]));
    }

    [Fact]
    public void A_page_touched_twice_is_active_and_stays()
    {
        var bench = WithCache(100);
        bench.Do(EventOp.Touch, 1);
        Assert.Equal(0, bench.Zone.Lru.ActiveFile);
        bench.Do(EventOp.Touch, 1);
        Assert.Equal(1, bench.Zone.Lru.ActiveFile);
        bench.Machine.Reclaimer.Direct(BasePage);
        Assert.NotEqual(Pfn.None, bench[1]);
        Assert.Equal(Pfn.None, bench[2]);
    }

    [Fact]
    public void When_most_pages_are_active_the_oldest_of_them_lose_their_place()
    {
        var bench = WithCache(100);
        foreach (uint id in Ids(1, 100))
        {
            bench.Do(EventOp.Touch, id);
            bench.Do(EventOp.Touch, id);
        }
        Assert.Equal(100, bench.Zone.Lru.ActiveFile);
        bench.Machine.Reclaimer.Direct(BasePage);
        Assert.Equal(Pfn.None, bench[1]);
        Assert.NotEqual(Pfn.None, bench[100]);
    }

    [Fact]
    public void A_dirty_page_costs_a_write()
    {
        var bench = new TestMachine();
        bench.Cache(1, EventFlags.Dirty);
        bench.Ledger.Clear();
        Assert.Equal(1, bench.Machine.Reclaimer.Direct(BasePage));
        Assert.Equal(bench.Machine.Costs.WritebackNs, bench.Ledger.Stall.WritebackNs);
        Assert.Equal(1, bench.Count(VmCounter.NrWritten));
    }

    [Fact]
    public void A_page_cleaned_in_time_costs_none()
    {
        var bench = new TestMachine();
        bench.Cache(1, EventFlags.Dirty);
        bench.Do(EventOp.Clean, 1);
        bench.Ledger.Clear();
        Assert.Equal(1, bench.Machine.Reclaimer.Direct(BasePage));
        Assert.Equal(0, bench.Ledger.Stall.WritebackNs);
    }

    [Fact]
    public void Pinned_and_mlocked_pages_are_not_reclaimed()
    {
        var bench = new TestMachine();
        bench.Cache(1);
        bench.Cache(2, EventFlags.Mlocked);
        bench.Do(EventOp.Pin, 1);
        Assert.Equal(0, bench.Machine.Reclaimer.Direct(BasePage));
        Assert.NotEqual(Pfn.None, bench[1]);
        Assert.NotEqual(Pfn.None, bench[2]);
        bench.Do(EventOp.Unpin, 1);
        Assert.Equal(1, bench.Machine.Reclaimer.Direct(BasePage));
    }

    [Fact]
    public void Anonymous_pages_go_only_to_swap_and_only_as_far_as_it_has_room()
    {
        var bench = new TestMachine();
        foreach (uint id in Ids(1, 10))
            bench.Alloc(id, flags: EventFlags.Lru);
        Assert.Equal(0, bench.Machine.Reclaimer.Direct(BasePage));
        bench.Machine.Reclaimer.SwapFreePages = 3;
        Assert.Equal(3, bench.Machine.Reclaimer.Direct(BasePage));
        Assert.Equal(3, bench.Count(VmCounter.PswpOut));
        Assert.Equal(0, bench.Machine.Reclaimer.SwapFreePages);
    }

    [Fact]
    public void Dropping_caches_takes_all_clean_file_pages_and_nothing_else()
    {
        var bench = WithCache(50);
        bench.Cache(60, EventFlags.Dirty);
        bench.Cache(61);
        bench.Do(EventOp.Pin, 61);
        bench.Alloc(62, flags: EventFlags.Lru);
        bench.Do(EventOp.DropCaches);
        Assert.All(Ids(1, 50), id => Assert.Equal(Pfn.None, bench[id]));
        Assert.All(Ids(60, 3), id => Assert.NotEqual(Pfn.None, bench[id]));
        bench.Audit(Ids(1, 62));
    }

    [Fact]
    public void Dropping_caches_takes_blocks_of_several_pages_too()
    {
        var bench = new TestMachine();
        bench.Alloc(1, 2, source: PageSource.PageCache, flags: EventFlags.Lru);
        bench.Alloc(2, 4, source: PageSource.PageCache, flags: EventFlags.Lru);
        bench.Do(EventOp.DropCaches);
        Assert.Equal(0, bench.Zone.Lru.InactiveFile);
        bench.Audit(Ids(1, 2));
    }

    [Fact]
    public void A_page_of_nobody_can_be_reclaimed()
    {
        var bench = new TestMachine();
        bench.Cache(1);
        bench.Machine.Frames.Owner[bench[1]] = Pfn.None;
        Assert.Equal(1, bench.Machine.Reclaimer.Direct(BasePage));
    }

    [Fact]
    public void A_reclaimed_page_misses_and_its_free_is_skipped_once()
    {
        var bench = WithCache(1);
        bench.Machine.Reclaimer.Direct(BasePage);
        Outcome touched = bench.Do(EventOp.Touch, 1);
        Assert.Equal(OutcomeKind.Missed, touched.Kind);
        Assert.Equal(bench.Machine.Costs.CacheMissNs, touched.StallNs);
        Assert.Equal(OutcomeKind.Missed, bench.Do(EventOp.Free, 1).Kind);
        Assert.Equal(OutcomeKind.Unknown, bench.Do(EventOp.Free, 1).Kind);
        Assert.Equal(2, bench.Count(VmCounter.FreeSkipped));
    }

    [Fact]
    public void A_page_read_again_after_reclaim_counts_as_a_refault()
    {
        var bench = WithCache(1);
        bench.Machine.Reclaimer.Direct(BasePage);
        bench.Cache(1);
        Assert.Equal(1, bench.Count(VmCounter.WorkingsetRefaultFile));
    }

    [Fact]
    public void Recorded_runs_reclaim_nothing_for_huge_requests_but_do_for_base_pages()
    {
        var bench = new TestMachine(isGiven: true);
        foreach (uint id in Ids(1, 100))
            bench.Cache(id);
        AllocationRequest huge = BasePage with { Order = Order.Huge };
        Assert.Equal(0, bench.Machine.Reclaimer.Direct(huge));
        Assert.True(bench.Machine.Reclaimer.Direct(BasePage) >= Reclaimer.Cluster);
    }

    [Fact]
    public void Rounds_scan_a_rising_share_of_the_list_until_they_have_a_cluster()
    {
        // No page of 100 at first, then of what is left a 64th, a 32nd and so on.
        var bench = WithCache(100);
        Assert.Equal(1 + 3 + 6 + 11 + 19, bench.Machine.Reclaimer.Direct(BasePage));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_recorded_reclaim_is_replayed_only_in_recorded_runs(bool isGiven, bool stays)
    {
        var bench = new TestMachine(isGiven: isGiven);
        long before = bench.Machine.AllocatedPages;
        bench.Cache(1);
        bench.Loop.Apply(new PageEvent
        {
            Op = EventOp.Free,
            Id = 1,
            Flags = EventFlags.RecordedReclaim,
        });
        Assert.Equal(stays ? 1 : 0, bench.Machine.AllocatedPages - before);
    }

    [Fact]
    public void A_base_page_is_had_by_reclaim_when_memory_is_full_of_cache()
    {
        var bench = new TestMachine();
        uint id = 1;
        for (; id <= bench.Machine.ManagedPages + 1000; id++)
            Assert.True(bench.Cache(id), $"page {id}");
        Assert.True(bench.Count(VmCounter.PgstealDirect) + bench.Count(VmCounter.PgstealKswapd)
            >= 1000);
        bench.Audit(Ids(1, (int)id));
    }

    private static TestMachine WithCache(int pages)
    {
        var bench = new TestMachine();
        foreach (uint id in Ids(1, pages))
            Assert.True(bench.Cache(id));
        return bench;
    }

    private static IEnumerable<uint> Ids(uint first, int count) =>
        Enumerable.Range((int)first, count).Select(i => (uint)i);
}
