using FragSim.Sim.Base;
using FragSim.Sim.Events;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class RequestPhaseTests
{
    private const string Begin = "mm_vmscan_direct_reclaim_begin: order=9 gfp_flags=GFP_TRANSHUGE";

    private static MiniRecording Phase(int count, string method = "thp") =>
        new MiniRecording().Mark($"requests rest begin n={count} method={method}");

    [Fact]
    public void A_granted_request_replaces_its_allocation_and_is_freed_with_its_phase()
    {
        using MiniRecording mini = Phase(1).Mark("req 0 begin", "child-9")
            .Alloc(512, 9, "GFP_TRANSHUGE", task: "child-9").Mark("req 0 end ok=1", "child-9")
            .Mark("requests rest end ok=1").Free(512, 9, "child-9").Mark("requests rest freed");
        List<PageEvent> events = mini.Play();
        Assert.Equal(
            [EventOp.Phase, EventOp.Request, EventOp.RequestEnds, EventOp.RequestsOver,
                EventOp.Free],
            events.Select(e => e.Op));
        Assert.Equal(events[1].Id, events[4].Id);
        Assert.Equal(EventFlags.Lasts, events[1].Flags);
        Assert.Equal(Effort.Direct | Effort.Zero | Effort.Thp, events[1].Effort);
        Assert.Equal((1, 1), (mini.Tally.RequestAttempts, mini.Tally.RequestFrees));
    }

    [Fact]
    public void What_the_task_of_the_requests_allocates_and_frees_is_marked_as_its_own()
    {
        using MiniRecording mini = Phase(1).Alloc(15, task: "child-9")
            .Mark("req 0 begin", "child-9").Mark("req 0 end ok=0", "child-9")
            .Alloc(16, task: "child-9").Alloc(17, task: "load-8").Free(16, task: "child-9")
            .Mark("requests rest end ok=0");
        Assert.Equal(
            [false, true, false, true],
            mini.Play().Where(e => e.Op is EventOp.Alloc or EventOp.Free)
                .Select(e => (e.Flags & EventFlags.Requester) != 0));
    }

    [Fact]
    public void A_request_lasts_from_its_begin_to_its_huge_page_with_the_steps_in_between()
    {
        using MiniRecording mini = Phase(1).Alloc(16).Mark("req 0 begin", "child-9")
            .Raw("mm_compaction_begin: zone_start=0x0 migrate_pfn=0x0 free_pfn=0x600 "
                + "zone_end=0x800, mode=async", "child-9")
            .Raw("mm_compaction_isolate_migratepages: range=(0x0 ~ 0x200) nr_scanned=1 "
                + "nr_taken=0", "child-9")
            .Raw(Begin, "child-9").Free(16, task: "child-9")
            .Raw("mm_vmscan_direct_reclaim_end: nr_reclaimed=1", "child-9")
            .Raw("mm_compaction_begin: zone_start=0x0 migrate_pfn=0x0 free_pfn=0x600 "
                + "zone_end=0x800, mode=sync", "child-9")
            .Alloc(512, 9, "GFP_TRANSHUGE", task: "child-9").Alloc(17, task: "child-9")
            .Mark("req 0 end ok=1", "child-9");
        Assert.Equal(
            [EventOp.Phase, EventOp.Alloc, EventOp.Request, EventOp.RequestWorks, EventOp.Free,
                EventOp.RequestReclaimed, EventOp.RequestSyncs, EventOp.RequestEnds,
                EventOp.Alloc],
            mini.Play().Select(e => e.Op));
    }

    [Fact]
    public void What_a_request_reclaims_comes_with_the_pages_and_rounds_it_took()
    {
        const string Suits = "mm_compaction_suitable: node=0 zone=DMA32    order=9 ret=";
        using MiniRecording mini = Phase(1).Mark("req 0 begin", "child-9")
            .Raw(Suits + "skipped", "child-9")
            .Raw(Begin, "child-9")
            .Raw(Suits + "skipped", "child-9").Raw(Suits + "skipped", "other-8")
            .Raw("mm_vmscan_lru_shrink_inactive: nid=0 nr_scanned=30 nr_reclaimed=0", "child-9")
            .Raw(Suits + "not_suitable_zone", "child-9").Raw(Suits + "continue", "child-9")
            .Raw("mm_vmscan_lru_shrink_inactive: nid=0 nr_scanned=4 nr_reclaimed=0", "child-9")
            .Raw("mm_vmscan_direct_reclaim_end: nr_reclaimed=0", "child-9")
            .Mark("req 0 end ok=0", "child-9");
        PageEvent reclaimed = Assert.Single(
            mini.Play(), e => e.Op == EventOp.RequestReclaimed);
        Assert.Equal((34u, 2u, EventFlags.InVain),
            (reclaimed.Id, reclaimed.Page, reclaimed.Flags));
    }

    [Fact]
    public void Steps_of_other_tasks_are_not_the_requests()
    {
        using MiniRecording mini = Phase(1).Mark("req 0 begin", "child-9")
            .Raw("mm_compaction_isolate_migratepages: range=(0x0 ~ 0x200) nr_scanned=1 "
                + "nr_taken=0", "other-8")
            .Mark("req 0 end ok=0", "child-9");
        Assert.Equal([EventOp.Phase, EventOp.Request, EventOp.RequestEnds],
            mini.Play().Select(e => e.Op));
    }

    [Fact]
    public void A_failed_request_ends_at_its_mark()
    {
        using MiniRecording mini = Phase(1).Mark("req 0 begin").FailedAlloc(9, "init-1")
            .Alloc(16).Mark("req 0 end ok=0");
        Assert.Equal([EventOp.Phase, EventOp.Request, EventOp.Alloc, EventOp.RequestEnds],
            mini.Play().Select(e => e.Op));
    }

    [Fact]
    public void A_request_is_made_once_its_page_tables_are_there()
    {
        using MiniRecording mini = Phase(1).Mark("req 0 begin", "child-9")
            .Alloc(16, task: "child-9").Alloc(17, task: "other-8").Alloc(18, task: "child-9")
            .Alloc(512, 9, "GFP_TRANSHUGE", task: "child-9").Mark("req 0 end ok=1", "child-9");
        Assert.Equal([EventOp.Phase, EventOp.Alloc, EventOp.Alloc, EventOp.Alloc,
                EventOp.Request, EventOp.RequestEnds],
            mini.Play().Select(e => e.Op));
    }

    [Fact]
    public void Requests_that_were_given_up_come_at_the_end_of_their_phase()
    {
        using MiniRecording mini = Phase(3).Mark("req 0 begin").Mark("req 0 end ok=0")
            .Mark("requests rest end ok=0").Mark("requests rest freed");
        List<PageEvent> events = mini.Play();
        Assert.Equal(3, events.Count(e => e.Op == EventOp.Request));
        Assert.Equal(3, mini.Tally.Requests);
        Assert.Equal(3, events.Count(e => e.Op == EventOp.Free));
    }

    [Fact]
    public void Pages_go_back_one_by_one_as_the_recorded_kernel_freed_them_and_before_what_follows()
    {
        using MiniRecording mini = Phase(4);
        mini.Mark("req 0 begin").Alloc(512, 9, "GFP_TRANSHUGE", task: "init-1")
            .Mark("req 0 end ok=1").Mark("req 1 begin").Mark("req 1 end ok=0")
            .Mark("req 2 begin").Alloc(1024, 9, "GFP_TRANSHUGE", task: "init-1")
            .Mark("req 2 end ok=1").Mark("requests rest end ok=2")
            .Free(512, 9).Alloc(16).Free(1024, 9).Alloc(17).Mark("requests rest freed");
        List<PageEvent> events = mini.Play();
        uint[] asked = [.. events.Where(e => e.Op == EventOp.Request).Select(e => e.Id)];
        List<PageEvent> after = [.. events.SkipWhile(e => e.Op != EventOp.Free)];
        Assert.Equal(
            [EventOp.Free, EventOp.Alloc, EventOp.Free, EventOp.Free, EventOp.Free, EventOp.Alloc],
            after.Select(e => e.Op));
        Assert.Equal(asked, after.Where(e => e.Op == EventOp.Free).Select(e => e.Id));
    }

    [Fact]
    public void A_huge_page_of_another_task_within_a_request_is_no_part_of_it()
    {
        using MiniRecording mini = Phase(1).Mark("req 0 begin", "child-9")
            .Alloc(512, 9, "GFP_TRANSHUGE", task: "other-8").Mark("req 0 end ok=0", "child-9");
        Assert.Equal([EventOp.Phase, EventOp.Alloc, EventOp.Request, EventOp.RequestEnds],
            mini.Play().Select(e => e.Op));
    }

    [Fact]
    public void Growing_the_pool_retries_and_zeroes_nothing()
    {
        using MiniRecording mini = Phase(1, "nr_hugepages").Mark("req 0 begin")
            .Mark("req 0 end ok=0");
        PageEvent request = mini.Play()[1];
        Assert.Equal(Effort.Normal | Effort.RetryMayFail | Effort.Hugetlb, request.Effort);
        Assert.Equal(Order.Huge, request.Order);
        Assert.Equal(EventFlags.Lasts | EventFlags.GivesUp, request.Flags);
    }

    [Theory]
    [InlineData("req 1 begin", "request 1 does not follow the one before")]
    [InlineData("req 0 end ok=1", "request 0 does not follow the one before")]
    [InlineData("req x begin", "'x' in the mark is not a number of requests")]
    [InlineData("requests p begin 5 method=thp", "the mark has '5' where n= is due")]
    public void A_mark_that_does_not_fit_is_an_error_with_its_line(string mark, string message)
    {
        using MiniRecording mini = Phase(1).Mark(mark);
        InputException error = Assert.Throws<InputException>(mini.Play);
        Assert.Contains("mini.ftrace.txt:4: " + message, error.Message, StringComparison.Ordinal);
    }
}
