using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Run;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class EventLoopTests
{
    [Fact]
    public void The_background_is_called_whenever_it_is_due()
    {
        var ticks = new Ticking();
        var bench = new TestMachine(ticks) { NowNs = 10_500 };
        bench.Do(EventOp.Idle);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => i * 1000L), ticks.Called);
        Assert.Equal(10_500, bench.Machine.NowNs);
    }

    [Fact]
    public void An_id_survives_a_move()
    {
        var bench = new TestMachine("grouping+compaction");
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            if (id % 4 != 0)
                bench.Free(id);
        }
        bench.Do(EventOp.Dirty, 4);
        uint before = bench[4];
        bench.Do(EventOp.CompactMemory);
        Assert.NotEqual(before, bench[4]);
        Assert.True((bench.Machine.Frames.Flags[bench[4]] & PageFlags.Dirty) != 0);
        bench.Audit(Enumerable.Range(1, (int)pages).Select(i => (uint)i));
    }

    [Fact]
    public void An_id_nobody_has_is_unknown_to_every_event()
    {
        var bench = new TestMachine();
        foreach (EventOp op in new[] { EventOp.Free, EventOp.Pin, EventOp.Unpin, EventOp.Touch,
            EventOp.Dirty, EventOp.Clean })
            Assert.Equal(OutcomeKind.Unknown, bench.Do(op, 4_000_000).Kind);
    }

    [Fact]
    public void A_failed_allocation_is_counted_and_costs_its_caller_what_was_tried()
    {
        var bench = new TestMachine();
        bench.Fill(1);
        long before = bench.Count(VmCounter.AllocFailedBase);
        Assert.False(bench.Alloc(900_000));
        Assert.Equal(before + 1, bench.Count(VmCounter.AllocFailedBase));
    }

    [Fact]
    public void A_huge_page_that_is_to_be_zeroed_costs_that_much_more()
    {
        var bench = new TestMachine();
        Assert.True(bench.Request(1, effort: Effort.Normal | Effort.Zero));
        CostModel costs = bench.Machine.Costs;
        Assert.Equal(costs.ZeroHugeNs, bench.LastRequest.Stall.ZeroNs);
        Assert.Equal(costs.ZeroHugeNs + (costs.CheckPageNs << Order.Huge),
            bench.LastRequest.Stall.TotalNs);
    }

    [Fact]
    public void Base_pages_freed_as_the_block_they_were_go_back_as_that_block()
    {
        var bench = new TestMachine("linux");
        uint first = Pair(bench);
        uint pfn = bench[first];
        long pages = bench.Zone.PcpPages;
        bench.Loop.Apply(new PageEvent { Op = EventOp.Free, Id = first, Order = 1 });
        Assert.Equal((Pfn.None, Pfn.None), (bench[first], bench[first + 1]));
        Assert.Equal(pages + 2, bench.Zone.PcpPages);
        Assert.Equal(FrameState.Pcp(1), bench.Machine.Frames.State[pfn]);
        bench.Machine.Validate();
    }

    [Fact]
    public void Blocks_freed_as_one_past_the_per_CPU_lists_do_not_come_onto_them()
    {
        var bench = new TestMachine("linux");
        uint first = Pair(bench);
        int pages = bench.Zone.PcpPages;
        bench.Loop.Apply(new PageEvent
        {
            Op = EventOp.Free,
            Id = first,
            Order = 1,
            Flags = EventFlags.PastPcp,
        });
        Assert.Equal(pages, bench.Zone.PcpPages);
    }

    [Fact]
    public void Base_pages_that_lie_apart_are_freed_each_for_itself()
    {
        var bench = new TestMachine();
        Assert.True(bench.Alloc(0) && bench.Alloc(9) && bench.Alloc(1) && bench.Alloc(8));
        bench.Loop.Apply(new PageEvent { Op = EventOp.Free, Id = 0, Order = 2 });
        Assert.Equal((Pfn.None, Pfn.None), (bench[0], bench[1]));
        bench.Audit([8, 9]);
    }

    [Theory]
    [InlineData(EventFlags.PastPcp, 1, 0)]
    [InlineData(EventFlags.None, 0, 1)]
    public void A_free_that_finds_the_per_CPU_lists_locked_goes_to_the_buddy(
        EventFlags flags, int buddy, int pcp)
    {
        var bench = new TestMachine("linux");
        Assert.True(bench.Alloc(1));
        uint pfn = bench[1];
        (long free, int listed) = (bench.Zone.FreePages, bench.Zone.PcpPages);
        bench.Loop.Apply(new PageEvent { Op = EventOp.Free, Id = 1, Flags = flags });
        Assert.Equal((free + buddy, listed + pcp),
            (bench.Zone.FreePages, bench.Zone.PcpPages));
        Assert.Equal(pcp == 1, FrameState.IsPcp(bench.Machine.Frames.State[pfn]));
        bench.Machine.Validate();
    }

    [Theory]
    [InlineData(EventFlags.Lru, true)]
    [InlineData(EventFlags.None, false)]
    public void A_page_on_an_LRU_list_can_be_moved_wherever_it_was_asked_to_lie(
        EventFlags flags, bool moves)
    {
        var bench = new TestMachine("linux");
        uint block = TakeUnmovable(bench);
        Assert.True(bench.Alloc(
            1, 0, MigrateType.Unmovable, PageSource.PageCache, flags));
        uint pfn = bench[1];
        Assert.Equal(MigrateType.Unmovable, bench.Zone.TypeOf(pfn));
        Assert.Equal(block, Pfn.Head(pfn, Order.Huge));
        Assert.Equal(moves, bench.Machine.Migrator.CanMove(pfn));
        Assert.Equal(moves ? (1, 1) : (0, 2),
            (PageblockSurvey.Survey(bench.Machine, block, block + 512).Movable,
                PageblockSurvey.Survey(bench.Machine, block, block + 512).Unmovable));
        bench.Machine.Validate();
    }

    [Fact]
    public void A_base_page_of_a_recording_takes_from_the_reserve_what_its_kernel_had_to_spare()
    {
        var bench = new TestMachine("linux", isGiven: true);
        uint next = 1;
        while (bench.Zone.FreePages > bench.Zone.Watermarks.Min)
            Assert.True(bench.Alloc(next++, flags: EventFlags.Lru, effort: Effort.None));
        long free = bench.Zone.FreePages;
        for (uint id = 500_000; id < 500_032; id++)
            Assert.True(bench.Alloc(id));
        Assert.Equal(0, bench.Count(VmCounter.PgscanDirect));
        Assert.True(bench.Zone.FreePages < free);
    }

    /// <summary>A request that is not movable makes a pageblock unmovable.</summary>
    private static uint TakeUnmovable(TestMachine bench)
    {
        Assert.True(bench.Unmovable(900));
        return Pfn.Head(bench[900], Order.Huge);
    }

    /// <summary>64 base pages, of which two are a block of order 1.</summary>
    /// <returns>The id of the first; the second has the next.</returns>
    private static uint Pair(TestMachine bench)
    {
        for (uint id = 0; id < 64; id++)
            Assert.True(bench.Alloc(id));
        uint first = 0;
        while (bench[first + 1] != bench[first] + 1 || !Pfn.IsAligned(bench[first], 1))
            first++;
        return first;
    }

    /// <summary>A thread that is due every microsecond.</summary>
    private sealed class Ticking : IStrategy
    {
        public string Name => "ticking";

        public List<long> Called { get; } = [];

        public long NextBackgroundNs { get; private set; } = 1000;

        public void Background(Machine machine)
        {
            Called.Add(machine.NowNs);
            NextBackgroundNs += 1000;
        }
    }
}
