using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class RequestPhaseTests
{
    private static MiniRecording Phase(int count, string method = "thp") =>
        new MiniRecording().Mark($"requests rest begin n={count} method={method}");

    [Fact]
    public void A_granted_request_replaces_its_allocation_and_is_freed_with_its_phase()
    {
        using MiniRecording mini = Phase(1).Mark("req 0 begin", "child-9")
            .Alloc(512, 9, "GFP_TRANSHUGE", task: "child-9").Mark("req 0 end ok=1", "child-9")
            .Mark("requests rest end ok=1").Free(512, 9, "child-9").Mark("requests rest freed");
        List<PageEvent> events = mini.Play();
        Assert.Equal([EventOp.Phase, EventOp.Request, EventOp.Free], events.Select(e => e.Op));
        Assert.Equal(events[1].Id, events[2].Id);
        Assert.Equal(Effort.Direct | Effort.Zero | Effort.Thp, events[1].Effort);
        Assert.Equal((1, 1), (mini.Tally.RequestAttempts, mini.Tally.RequestFrees));
    }

    [Fact]
    public void A_request_comes_after_the_frees_that_reclaim_made_for_it()
    {
        using MiniRecording mini = Phase(1).Alloc(16).Mark("req 0 begin", "child-9")
            .FailedAlloc(9, "child-9")
            .Raw("mm_vmscan_direct_reclaim_begin: order=9", "child-9").Free(16, task: "child-9")
            .Raw("mm_vmscan_direct_reclaim_end: nr_reclaimed=1", "child-9")
            .Alloc(512, 9, "GFP_TRANSHUGE", task: "child-9").Alloc(17, task: "child-9")
            .Mark("req 0 end ok=1", "child-9");
        Assert.Equal(
            [EventOp.Phase, EventOp.Alloc, EventOp.Free, EventOp.Request, EventOp.Alloc],
            mini.Play().Select(e => e.Op));
    }

    [Fact]
    public void A_failed_request_comes_at_its_end()
    {
        using MiniRecording mini = Phase(1).Mark("req 0 begin").FailedAlloc(9, "init-1")
            .Alloc(16).Mark("req 0 end ok=0");
        Assert.Equal([EventOp.Phase, EventOp.Alloc, EventOp.Request],
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
    public void A_huge_page_of_another_task_within_a_request_is_no_part_of_it()
    {
        using MiniRecording mini = Phase(1).Mark("req 0 begin", "child-9")
            .Alloc(512, 9, "GFP_TRANSHUGE", task: "other-8").Mark("req 0 end ok=0", "child-9");
        Assert.Equal([EventOp.Phase, EventOp.Alloc, EventOp.Request],
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
