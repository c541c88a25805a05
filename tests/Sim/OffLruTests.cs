using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>Pages of users on their way to an LRU list, and pages that reclaim has taken off one.
/// </summary>
public sealed class OffLruTests
{
    private readonly TestMachine bench = new(isGiven: true);

    private OffLru OffLru => bench.Machine.OffLru;

    private long OnList => bench.Zone.Lru.InactiveFile;

    [Fact]
    public void New_pages_go_to_their_list_fifteen_at_a_time()
    {
        Cache(1, 14);
        Assert.Equal(0, OnList);
        Assert.True(OffLru.Any);
        Cache(15, 1);
        Assert.Equal(15, OnList);
        Assert.False(OffLru.Any);
        Cache(16, 1);
        Assert.Equal(15, OnList);
    }

    [Fact]
    public void Each_goes_to_the_list_that_its_flags_name()
    {
        bench.Alloc(1, flags: EventFlags.Lru);
        bench.Cache(2);
        OffLru.Drain();
        Assert.Equal((1, 1), (bench.Zone.Lru.InactiveAnon, OnList));
        bench.Machine.Validate();
    }

    [Fact]
    public void Freeing_one_of_them_sends_the_others_to_their_list()
    {
        Cache(1, 3);
        uint pfn = bench[2];
        bench.Free(2);
        Assert.Equal(2, OnList);
        Assert.False(OffLru.Holds(pfn));
        bench.Machine.Validate();
    }

    [Fact]
    public void Freeing_another_page_leaves_them()
    {
        bench.Unmovable(9);
        Cache(1, 3);
        bench.Free(9);
        Assert.Equal(0, OnList);
    }

    [Fact]
    public void Reclaim_sends_them_to_their_list()
    {
        Cache(1, 3);
        bench.Machine.Reclaimer.ShrinkNode(0, 12, goal: 0, ages: false, kswapd: true);
        Assert.Equal(3, OnList);
    }

    [Fact]
    public void Dropping_the_cache_drops_them_too()
    {
        Cache(1, 3);
        bench.Do(EventOp.DropCaches);
        Assert.All([1u, 2u, 3u], id => Assert.Equal(Pfn.None, bench[id]));
    }

    [Fact]
    public void Reclaim_of_the_recording_sends_them_to_their_list()
    {
        bench.Unmovable(9);
        Cache(1, 3);
        bench.Loop.Apply(new PageEvent
        {
            Op = EventOp.Free,
            Id = 9,
            Flags = EventFlags.RecordedReclaim,
        });
        Assert.Equal(3, OnList);
    }

    [Fact]
    public void The_use_that_makes_a_page_active_sends_them_to_their_list()
    {
        Cache(1, 3);
        bench.Do(EventOp.Touch, 1);
        Assert.Equal(0, OnList);
        bench.Do(EventOp.Touch, 1);
        Assert.Equal((2, 1), (OnList, bench.Zone.Lru.ActiveFile));
    }

    [Fact]
    public void What_reclaim_isolates_is_on_no_list_until_it_is_freed()
    {
        Cache(1, 15);
        uint pfn = bench[7];
        bench.Do(EventOp.ReclaimIsolates, 7);
        Assert.Equal(14, OnList);
        Assert.True(OffLru.Holds(pfn));
        OffLru.Drain();
        Assert.Equal(14, OnList);
        bench.Free(7);
        Assert.Equal(14, OnList);
        Assert.False(OffLru.Any);
        bench.Machine.Validate();
    }

    [Fact]
    public void Only_what_is_on_a_list_can_be_isolated()
    {
        Cache(1, 3);
        bench.Unmovable(9);
        foreach (uint id in new uint[] { 1, 9, 4000 })
            bench.Do(EventOp.ReclaimIsolates, id);
        OffLru.Drain();
        Assert.Equal(3, OnList);
        Assert.False(OffLru.Any);
    }

    [Fact]
    public void No_more_are_isolated_than_there_is_room_for()
    {
        Cache(1, 600);
        for (uint id = 1; id <= 600; id++)
            bench.Do(EventOp.ReclaimIsolates, id);
        Assert.Equal(600 - 512, OnList);
        bench.Free(1);
        bench.Do(EventOp.ReclaimIsolates, 600);
        Assert.True(OffLru.Holds(bench[600]));
    }

    [Fact]
    public void Where_reclaim_is_simulated_the_recorded_one_isolates_nothing()
    {
        var simulated = new TestMachine();
        for (uint id = 1; id <= 15; id++)
            simulated.Cache(id);
        simulated.Do(EventOp.ReclaimIsolates, 7);
        Assert.Equal(15, simulated.Zone.Lru.InactiveFile);
    }

    [Fact]
    public void New_and_isolated_ones_are_counted_by_where_they_lie()
    {
        Cache(1, 16);
        bench.Do(EventOp.ReclaimIsolates, 1);
        (uint isolated, uint added) = (bench[1], bench[16]);
        Assert.Equal((1, 0), (OffLru.CountIn(isolated, isolated + 1),
            OffLru.CountIn(isolated + 1, isolated + 2)));
        Assert.Equal((1, 0), (OffLru.CountIn(added, added + 1),
            OffLru.CountIn(added - 1, added)));
        Assert.Equal(2, OffLru.CountIn(0, bench.Zone.End));
    }

    private void Cache(uint first, uint count)
    {
        for (uint id = first; id < first + count; id++)
            Assert.True(bench.Cache(id));
    }
}
