using FragSim.Sim.Kernel;
using FragSim.Sim.Replay;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>When kcompactd makes its steps.</summary>
public sealed class DaemonPaceTests
{
    private readonly Machine machine =
        new TestMachine(isGiven: true).Machine;

    private DaemonPace Pace => (DaemonPace)machine.Daemon;

    [Fact]
    public void It_is_told_to_look_once_and_only_while_it_is_not_at_work()
    {
        Pace.Looks();
        Assert.True(Pace.IsDue);
        Assert.True(Pace.TakeDue());
        Assert.False(Pace.TakeDue());
        Pace.AtWork = true;
        Pace.Looks();
        Assert.False(Pace.IsDue);
    }

    [Fact]
    public void It_is_told_to_make_a_step_only_while_it_is_at_work()
    {
        Pace.Steps();
        Assert.False(Pace.IsDue);
        Pace.AtWork = true;
        Pace.Steps();
        Assert.True(Pace.IsDue);
    }

    [Fact]
    public void Time_makes_no_steps_as_long_as_the_recorded_one_tells()
    {
        machine.NowNs = 5_000;
        Pace.Looks();
        Assert.Equal(long.MaxValue, Pace.NextNs);
        Pace.Worked(100);
        Assert.Equal(long.MaxValue, Pace.NextNs);
        Pace.Sleeps();
        Assert.Equal(5_000, Pace.NextNs);
    }

    [Fact]
    public void Before_anything_is_known_a_step_takes_its_price()
    {
        machine.NowNs = 5_000;
        Pace.Sleeps();
        Pace.Worked(100);
        Assert.Equal(5_100, Pace.NextNs);
        Pace.Worked(100);
        Assert.Equal(5_200, Pace.NextNs);
        machine.NowNs = 9_000;
        Pace.Worked(100);
        Assert.Equal(9_100, Pace.NextNs);
    }

    [Fact]
    public void How_long_the_recorded_one_took_for_its_steps_is_how_long_later_ones_take()
    {
        Pace.Looks();
        machine.NowNs = 9_000_000;
        // A step worth a millisecond in nine; a guess of one in one stands at the beginning.
        Pace.Worked(1_000_000);
        Pace.Sleeps();
        Pace.Worked(100);
        Assert.Equal(9_000_000 + 500, Pace.NextNs);
    }
}
