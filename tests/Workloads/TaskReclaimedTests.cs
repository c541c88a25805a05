using FragSim.Sim.Base;
using FragSim.Sim.Events;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>A task that has reclaimed comes back to look at what there is, and then allocates.
/// </summary>
public sealed class TaskReclaimedTests
{
    private const string Begin =
        "mm_vmscan_direct_reclaim_begin: order=2 gfp_flags=GFP_HIGHUSER_MOVABLE";

    private const string End = "mm_vmscan_direct_reclaim_end: nr_reclaimed=";

    [Fact]
    public void It_looks_at_its_next_event_and_says_what_for()
    {
        using MiniRecording mini = new MiniRecording()
            .Raw(Begin).Raw(End + "32").Alloc(16, task: "other-8").Alloc(17).Alloc(18);
        List<PageEvent> events = mini.Play();
        Assert.Equal([EventOp.Alloc, EventOp.TaskReclaimed, EventOp.Alloc, EventOp.Alloc],
            events.Select(e => e.Op));
        Assert.Equal((2, MigrateType.Movable, Effort.Normal),
            ((int)events[1].Order, events[1].Mobility, events[1].Effort));
        Assert.Equal(events[2].TimeNs, events[1].TimeNs);
    }

    [Fact]
    public void Any_event_of_its_shows_it_at_work_again_and_one_is_enough()
    {
        using MiniRecording mini = new MiniRecording().Alloc(15)
            .Raw(Begin).Raw(End + "32").Free(15).Alloc(16);
        Assert.Equal([EventOp.Alloc, EventOp.TaskReclaimed, EventOp.Free, EventOp.Alloc],
            mini.Play().Select(e => e.Op));
    }

    [Fact]
    public void Without_progress_it_does_not_look_but_has_reclaimed_all_the_same()
    {
        using MiniRecording mini = new MiniRecording().Raw(Begin).Raw(End + "0").Alloc(16);
        PageEvent alloc = Assert.Single(mini.Play());
        Assert.Equal(EventOp.Alloc, alloc.Op);
        Assert.True((alloc.Effort & Effort.AfterReclaim) != 0);
    }

    [Fact]
    public void Only_the_next_allocation_of_that_task_is_one_after_reclaim()
    {
        using MiniRecording mini = new MiniRecording()
            .Raw(Begin).Raw(End + "32").Alloc(16, task: "other-8").Alloc(17).Alloc(18);
        Assert.Equal([false, true, false],
            mini.Play().Where(e => e.Op == EventOp.Alloc)
                .Select(e => (e.Effort & Effort.AfterReclaim) != 0));
    }

    [Fact]
    public void An_allocation_within_reclaim_is_not_yet_after_it()
    {
        using MiniRecording mini = new MiniRecording()
            .Raw(Begin).Alloc(16).Raw(End + "32").Alloc(17);
        List<PageEvent> events = mini.Play();
        Assert.Equal([EventOp.Alloc, EventOp.TaskReclaimed, EventOp.Alloc],
            events.Select(e => e.Op));
        Assert.Equal(Effort.Normal | Effort.Zero, events[0].Effort);
    }

    [Fact]
    public void A_task_that_gets_nothing_for_what_it_reclaimed_begins_anew()
    {
        using MiniRecording mini = new MiniRecording()
            .Raw(Begin).Raw(End + "32").FailedAlloc(2, "worker-7").Alloc(17);
        List<PageEvent> events = mini.Play();
        Assert.Equal([EventOp.TaskReclaimed, EventOp.Alloc], events.Select(e => e.Op));
        Assert.True((events[1].Effort & Effort.AfterReclaim) == 0);
    }

    [Fact]
    public void Reclaim_for_the_huge_page_of_a_request_is_the_requests()
    {
        using MiniRecording mini = new MiniRecording()
            .Mark("requests rest begin n=1 method=thp").Mark("req 0 begin", "child-9")
            .Raw("mm_vmscan_direct_reclaim_begin: order=9 gfp_flags=GFP_TRANSHUGE", "child-9")
            .Raw(End + "32", "child-9").Raw(Begin).Raw(End + "32").Alloc(16)
            .Alloc(512, 9, "GFP_TRANSHUGE", task: "child-9").Alloc(17, task: "child-9")
            .Mark("req 0 end ok=1", "child-9");
        List<PageEvent> events = mini.Play();
        Assert.Equal(
            [EventOp.Phase, EventOp.Request, EventOp.RequestReclaimed, EventOp.TaskReclaimed,
                EventOp.Alloc, EventOp.RequestEnds, EventOp.Alloc],
            events.Select(e => e.Op));
        Assert.Equal([true, false], events.Where(e => e.Op == EventOp.Alloc)
            .Select(e => (e.Effort & Effort.AfterReclaim) != 0));
    }

    [Fact]
    public void An_end_without_a_begin_is_nobodys_reclaim()
    {
        using MiniRecording mini = new MiniRecording().Raw(End + "32").Alloc(16);
        Assert.Equal(EventOp.Alloc, Assert.Single(mini.Play()).Op);
    }
}
