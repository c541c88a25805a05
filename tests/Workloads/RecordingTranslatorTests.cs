using FragSim.Sim.Base;
using FragSim.Sim.Events;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class RecordingTranslatorTests
{
    [Fact]
    public void An_allocation_and_its_free_carry_the_same_id()
    {
        using MiniRecording mini = new();
        List<PageEvent> events = mini.Alloc(16, order: 2).Free(16, order: 2).Play();
        Assert.Equal([EventOp.Alloc, EventOp.Free], events.Select(e => e.Op));
        Assert.Equal(events[0].Id, events[1].Id);
        Assert.Equal(2, events[0].Order);
        Assert.Equal(2_000_001_000, events[0].TimeNs);
    }

    [Fact]
    public void Ids_of_freed_pages_are_given_out_again()
    {
        using MiniRecording mini = new();
        List<PageEvent> events = mini.Alloc(16).Free(16).Alloc(99).Play();
        Assert.Equal(events[0].Id, events[2].Id);
    }

    [Fact]
    public void A_page_in_use_at_the_start_is_freed_by_its_start_id()
    {
        using MiniRecording mini = new();
        PageEvent free = Assert.Single(mini.Free(0).Play());
        Assert.Equal(EventOp.Free, free.Op);
        Assert.Equal(0u, free.Id);
    }

    [Fact]
    public void A_migrated_page_keeps_its_id_and_the_free_of_its_old_frame_is_ignored()
    {
        using MiniRecording mini = new();
        List<PageEvent> events = mini.Alloc(16).Isolate(64, 3).Migrate(16, 65)
            .Free(16).Free(65).Play();
        Assert.Equal([EventOp.Alloc, EventOp.Free], events.Select(e => e.Op));
        Assert.Equal(events[0].Id, events[1].Id);
        Assert.Equal(1, mini.Tally.Migrated);
        Assert.Equal(1, mini.Tally.MigratedFrees);
    }

    [Fact]
    public void A_migrated_block_moves_whole()
    {
        using MiniRecording mini = new();
        List<PageEvent> events = mini.Alloc(16, order: 2).Isolate(64, 3).Migrate(16, 64)
            .Free(16, order: 2).Free(64, order: 2).Play();
        Assert.Equal([EventOp.Alloc, EventOp.Free], events.Select(e => e.Op));
        Assert.Equal(4, mini.Tally.Migrated);
        Assert.Equal(4, mini.Tally.MigratedFrees);
    }

    [Fact]
    public void Isolated_pages_that_come_back_unused_are_no_frees_of_the_workload()
    {
        using MiniRecording mini = new();
        Assert.Empty(mini.Isolate(64, 1).Free(64).Free(65).Play());
        Assert.Equal(2, mini.Tally.IsolatedReturned);
        Assert.Equal(0, mini.Tally.SilentAllocPages);
    }

    [Fact]
    public void A_free_of_a_page_that_no_event_allocated_is_skipped_and_counted()
    {
        using MiniRecording mini = new();
        Assert.Empty(mini.Free(300).Play());
        Assert.Equal(1, mini.Tally.SilentAllocPages);
    }

    [Fact]
    public void An_allocation_over_a_page_in_use_frees_that_page_first()
    {
        using MiniRecording mini = new();
        List<PageEvent> events = mini.Alloc(16).Alloc(16).Play();
        Assert.Equal([EventOp.Alloc, EventOp.Free, EventOp.Alloc], events.Select(e => e.Op));
        Assert.Equal(1, mini.Tally.SilentFreePages);
    }

    [Fact]
    public void A_free_of_a_large_block_frees_every_page_allocated_in_it()
    {
        using MiniRecording mini = new();
        List<PageEvent> events = mini.Alloc(17).Alloc(16).Free(16, order: 1).Play();
        Assert.Equal([events[1].Id, events[0].Id], events.Skip(2).Select(e => e.Id));
    }

    [Fact]
    public void Pages_with_ids_in_a_row_that_are_freed_as_one_block_go_as_one()
    {
        using MiniRecording mini = new();
        List<PageEvent> events = mini.Alloc(16).Alloc(17).Free(16, order: 1).Play();
        PageEvent free = Assert.Single(events, e => e.Op == EventOp.Free);
        Assert.Equal((events[0].Id, 1), (free.Id, free.Order));
        Assert.Equal(1, mini.Tally.Frees);
    }

    [Fact]
    public void A_block_freed_page_by_page_goes_with_its_last_page()
    {
        using MiniRecording mini = new();
        List<PageEvent> events = mini.Alloc(16, order: 1).Free(17).Alloc(50).Free(16).Play();
        Assert.Equal([EventOp.Alloc, EventOp.Alloc, EventOp.Free], events.Select(e => e.Op));
        Assert.Equal(events[0].Id, events[2].Id);
        Assert.Equal(1, mini.Tally.PartialFrees);
    }

    [Fact]
    public void Frees_in_direct_reclaim_and_by_kswapd_are_marked_and_others_are_not()
    {
        using MiniRecording mini = new();
        List<PageEvent> events = mini.Alloc(16).Alloc(17).Alloc(18).Alloc(19)
            .Raw("mm_vmscan_direct_reclaim_begin: order=9 gfp_flags=GFP_TRANSHUGE")
            .Free(16).Free(17, task: "other-8")
            .Raw("mm_vmscan_direct_reclaim_end: nr_reclaimed=1")
            .Free(18).Free(19, task: "kswapd0-40").Play();
        Assert.Equal(
            [EventFlags.RecordedReclaim | EventFlags.DirectReclaim, EventFlags.None,
                EventFlags.None, EventFlags.RecordedReclaim],
            events.Where(e => e.Op == EventOp.Free).Select(e => e.Flags));
        Assert.Equal(2, mini.Tally.ReclaimFrees);
    }

    [Fact]
    public void A_failed_allocation_and_a_batched_free_ask_for_nothing()
    {
        using MiniRecording mini = new();
        Assert.Empty(mini.FailedAlloc(9, "worker-7")
            .Raw("mm_page_free_batched: page=ffffea0000000000 pfn=0x0 order=0").Play());
        Assert.Equal(1, mini.Tally.FailedAllocs);
    }

    [Fact]
    public void Compact_memory_becomes_one_event()
    {
        using MiniRecording mini = new();
        List<PageEvent> events = mini.Mark("compact_memory begin")
            .Mark("compact_memory end latency_ns=5").Play();
        Assert.Equal(EventOp.CompactMemory, Assert.Single(events).Op);
    }

    [Fact]
    public void Time_never_goes_back_although_rings_of_cpus_may_meet_out_of_order()
    {
        using MiniRecording mini = new();
        string late = $"{"worker",16}-7       [001] .....     1.000000: mm_page_alloc: "
            + "page=ffffea0000000640 pfn=0x19 order=0 migratetype=0 gfp_flags=GFP_KERNEL";
        mini.Alloc(16);
        List<PageEvent> events = mini.Line(late).Play();
        Assert.Equal(events[0].TimeNs, events[1].TimeNs);
    }

    [Fact]
    public void Lost_events_are_counted()
    {
        using MiniRecording mini = new();
        Assert.Empty(mini.Line("CPU:0 [LOST 42 EVENTS]").Play());
        Assert.Equal(42, mini.Tally.LostEvents);
    }

    [Fact]
    public void A_huge_page_outside_a_request_is_an_ordinary_allocation()
    {
        using MiniRecording mini = new();
        PageEvent alloc = Assert.Single(mini.Alloc(512, 9, "GFP_TRANSHUGE").Play());
        Assert.Equal((EventOp.Alloc, PageSource.Huge), (alloc.Op, alloc.Source));
    }
}
