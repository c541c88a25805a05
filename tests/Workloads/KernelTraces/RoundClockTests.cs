using FragSim.Traces.Ftrace;
using Xunit;

namespace FragSim.Tests.Workloads.KernelTraces;

public sealed class RoundClockTests
{
    private readonly RoundTally tally = new();

    [Fact]
    public void Rounds_of_several_tasks_last_from_their_begin_to_their_end()
    {
        RoundClock clock = new(tally);
        clock.Begin(1, 100, sync: true);
        clock.Begin(2, 150);
        Assert.True(clock.Has(1));
        Assert.True(clock.End(1, 400));
        Assert.False(clock.Has(1));
        Assert.True(clock.End(2, 200));
        Assert.Equal((4, 2, 350, 1, 0),
            (tally.Events, tally.Rounds, tally.Ns, tally.Sync, tally.Unpaired));
    }

    [Fact]
    public void A_begin_without_an_end_and_an_end_without_a_begin_do_not_count()
    {
        RoundClock clock = new(tally);
        Assert.False(clock.End(1, 100));
        clock.Begin(1, 200);
        clock.Begin(1, 300);
        Assert.True(clock.End(1, 310));
        clock.Begin(2, 400);
        clock.Finish();
        Assert.Equal((1, 10, 3), (tally.Rounds, tally.Ns, tally.Unpaired));
    }

    [Fact]
    public void Tasks_whose_end_was_lost_do_not_stay()
    {
        RoundClock clock = new(tally);
        for (int pid = 1; pid <= 1000; pid++)
            clock.Begin(pid, pid);
        Assert.False(clock.Has(1));
        Assert.True(clock.Has(1000));
        clock.Finish();
        Assert.Equal(1000, tally.Unpaired);
    }
}
