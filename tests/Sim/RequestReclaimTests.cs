using FragSim.Sim.Kernel;
using FragSim.Sim.Replay;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>Which request has what a recorded kernel reclaimed.</summary>
public sealed class RequestReclaimTests
{
    private readonly RequestReclaim reclaim = new();

    [Fact]
    public void A_request_has_what_is_reclaimed_while_it_is_under_way_and_has_it_once()
    {
        reclaim.Begin(waits: false);
        Free(3);
        reclaim.Done(scans: 10, rounds: 2, inVain: false);
        GivenReclaim got = reclaim.Take();
        Assert.Equal((3, 10, 2), (got.Pages, got.Scans, got.Rounds));
        Assert.Equal(0, reclaim.Take().Pages);
    }

    [Fact]
    public void What_was_reclaimed_before_a_request_is_none_of_its_own()
    {
        Free(3);
        reclaim.Begin(waits: false);
        Assert.Equal(0, reclaim.Take().Pages);
    }

    [Fact]
    public void Pages_freed_while_a_task_reclaimed_in_vain_are_others()
    {
        reclaim.Begin(waits: false);
        Free(3);
        reclaim.Done(scans: 10, rounds: 2, inVain: true);
        GivenReclaim got = reclaim.Take();
        Assert.Equal((0, 10), (got.Pages, got.Scans));
    }

    [Fact]
    public void Requests_that_wait_have_each_what_was_reclaimed_for_it()
    {
        reclaim.Begin(waits: false);
        Free(1);
        reclaim.Begin(waits: true);
        Free(2);
        reclaim.Begin(waits: true);
        Free(4);
        Assert.Equal(1, reclaim.Take().Pages);
        reclaim.Serve();
        Assert.Equal(2, reclaim.Take().Pages);
        reclaim.Serve();
        Assert.Equal(4, reclaim.Take().Pages);
    }

    [Fact]
    public void The_last_that_waited_has_what_is_still_to_come_once_it_is_served()
    {
        reclaim.Begin(waits: true);
        Free(2);
        reclaim.Serve();
        Free(4);
        Assert.Equal(6, reclaim.Take().Pages);
    }

    private void Free(int pages)
    {
        for (int i = 0; i < pages; i++)
            reclaim.Freed();
    }
}
