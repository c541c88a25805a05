using FragSim.Sim.Kernel;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>When kcompactd makes its steps.</summary>
public sealed class CpuPaceTests
{
    private readonly Machine machine = new TestMachine().Machine;

    [Fact]
    public void Each_step_takes_its_price_from_the_end_of_the_one_before()
    {
        IDaemonPace pace = machine.Daemon;
        machine.NowNs = 5_000;
        pace.Worked(100);
        Assert.Equal(5_100, pace.NextNs);
        pace.Worked(100);
        Assert.Equal(5_200, pace.NextNs);
    }

    [Fact]
    public void After_a_pause_the_next_step_counts_from_now()
    {
        machine.Daemon.Worked(100);
        machine.NowNs = 9_000;
        machine.Daemon.Worked(100);
        Assert.Equal(9_100, machine.Daemon.NextNs);
    }
}
