using FragSim.Bench.Replay;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Replay;
using FragSim.Tests.Workloads;
using FragSim.Traces;
using FragSim.Traces.Events;
using Xunit;

namespace FragSim.Tests.Bench;

public sealed class BareReplayTests
{
    [Theory]
    [InlineData("none", true)]
    [InlineData("linux", true)]
    [InlineData("linux", false)]
    public void Events_of_a_recording_allocate_no_byte(string strategy, bool isGiven)
    {
        ITrace trace = TraceFormats.Open(TestFiles.BootIdle);
        (PageEvent[] events, _) = MemoryWorkload.Read(trace);
        Assert.Equal(0, BareReplay.AllocatedBytes(
            trace, events, strategy,
            new SimulationOptions { Given = isGiven ? RecordedDecisions.Instance : null }));
    }
}
