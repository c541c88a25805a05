using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Ftrace;
using Xunit;

namespace FragSim.Tests.Workloads.KernelTraces;

/// <summary>What ftrace, trace-cmd and perf really print; tests/data/traces/README.md says how it
/// was taken.</summary>
public sealed class RealTextTests
{
    [Theory]
    [InlineData("trace-pipe-lost.txt", "ftrace", 11, 4, 6536)]
    [InlineData("trace-tgid.txt", "ftrace", 9, 5, 0)]
    [InlineData("trace-cmd-instance.txt", "trace-cmd", 20, 2, 0)]
    [InlineData("trace-cmd-dropped.txt", "trace-cmd", 6, 3, 137684)]
    [InlineData("trace-cmd-t.txt", "trace-cmd", 23, 2, 0)]
    [InlineData("trace-cmd-ts-diff.txt", "trace-cmd", 17, 2, 0)]
    [InlineData("trace-cmd-R.txt", "trace-cmd", 17, 2, 0)]
    [InlineData("perf-script.txt", "perf", 26, 2, 0)]
    [InlineData("perf-script-lost.txt", "perf", 15, 0, 30)]
    [InlineData("perf-script-ns.txt", "perf", 25, 0, 0)]
    [InlineData("perf-script-pid-tid.txt", "perf", 23, 0, 0)]
    public void Every_line_of_the_real_tools_is_understood(
        string name, string format, long allocs, long frees, long lost)
    {
        ITrace trace = TraceFormats.Open(TestFiles.Data("traces", name));
        using ITalliedSource source = (ITalliedSource)trace.OpenEvents();
        PageEvent[] buffer = new PageEvent[64];
        while (source.Read(buffer) > 0)
        {
        }
        TraceTally tally = source.Tally;
        Assert.Equal((format, allocs, frees, lost), (trace.Format, tally.Allocs,
            tally.Frees - tally.SilentFrees + tally.FreesOfUnseen + tally.PartialFrees,
            tally.LostEvents));
    }

    [Fact]
    public void The_name_of_an_instance_is_no_part_of_a_tasks()
    {
        using TempFolder folder = new();
        string line = "other:          kswapd0-40    [001]    11.5: mm_page_free:         "
            + "page=0x1000 pfn=0x1000 order=0";
        string path = folder.File("t.txt", "cpus=2\nother:              cc1-100   [001]    11.0: "
            + "mm_page_alloc: page=0x1000 pfn=0x1000 order=0 migratetype=1 gfp_flags=GFP_USER\n"
            + line + "\n");
        using IEventSource source = TraceFormats.Open(path).OpenEvents();
        PageEvent[] events = new PageEvent[4];
        Assert.Equal(2, source.Read(events));
        Assert.Equal(EventFlags.RecordedReclaim, events[1].Flags);
    }
}
