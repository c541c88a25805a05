using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Csv;
using FragSim.Traces.Events;
using FragSim.Traces.Ftrace;
using Xunit;

namespace FragSim.Tests.Workloads.KernelTraces;

/// <summary>Trace text as people post it; tests/data/traces/posted/README.md says where it is from.
/// </summary>
public sealed class PostedTextTests
{
    [Theory]
    [InlineData("atrace-4.4.txt", "ftrace", 1, 1, 1)]
    [InlineData("dump-on-oops.txt", "ftrace", 1, 1, 0)]
    [InlineData("frees-twice-2.6.33.txt", "ftrace", 1, 2, 0)]
    [InlineData("frees-twice-2.6.39.txt", "ftrace", 1, 1, 0)]
    [InlineData("latency-format.txt", "ftrace", 1, 1, 0)]
    [InlineData("mail-quoted.txt", "ftrace", 1, 0, 1)]
    [InlineData("perf-chain-pasted.txt", "perf", 1, 0, 0)]
    [InlineData("perf-no-cpu.txt", "perf", 1, 1, 0)]
    [InlineData("perf-trace-2.6.36.txt", "ftrace", 1, 0, 0)]
    [InlineData("perfetto.txt", "ftrace", 1, 1, 0)]
    [InlineData("stack-4.0.txt", "ftrace", 1, 0, 0)]
    [InlineData("trace-cmd-6.12.txt", "ftrace", 1, 0, 0)]
    [InlineData("trace-cmd-l.txt", "trace-cmd", 1, 1, 0)]
    public void Posted_text_is_read(
        string name, string format, long allocs, long frees, long refused)
    {
        ITrace trace = Open(name);
        using ITalliedSource source = Read(trace);
        TraceTally tally = source.Tally;
        Assert.Equal((format, allocs, frees, refused), (trace.Format, tally.Allocs,
            tally.Frees + tally.FreesOfUnseen, tally.FailedAllocs));
        Assert.Null(TallyNotes.WithoutAllocation(source));
    }

    [Theory]
    [InlineData("compaction-ends-only.txt", "2 compaction and reclaim events, no allocation: "
        + "nothing to replay", "compaction: 2 begins or ends without the other; not counted")]
    [InlineData("extfrag-4.10.txt", "1 other event, no allocation: nothing to replay",
        "1 other event: 1 mm_page_alloc_extfrag")]
    [InlineData("faults-only.txt", "3 other events, no allocation: nothing to replay",
        "3 other events: 2 page_fault_user, 1 bprint")]
    [InlineData("function-graph-5.5.txt",
        "7 lines of function_graph, no allocation: nothing to replay", "7 lines of the "
        + "function_graph tracer, which names neither task nor time; passed over (trace with the "
        + "tracer nop)")]
    [InlineData("reclaim-4.8.txt", "4 compaction and reclaim events, no allocation: nothing to "
        + "replay", "direct reclaim: 122,748 µs in 2 rounds (2,129 pages)")]
    [InlineData("rounds.txt", "8 compaction and reclaim events, no allocation: nothing to replay",
        "compaction: 307 µs in 3 rounds (1 synchronous; 2 contended, 1 success)")]
    public void A_trace_without_allocations_tells_what_it_holds(
        string name, string held, string note)
    {
        using ITalliedSource source = Read(Open(name));
        Assert.Equal(held, TallyNotes.WithoutAllocation(source));
        Assert.Contains(note, TallyNotes.Of(source));
        using ReplayedSource replayed = new("t.txt", source);
        InputException error =
            Assert.Throws<InputException>(() => replayed.Read(new PageEvent[8]));
        Assert.Equal($"t.txt: {held}; record mm_page_alloc and mm_page_free as well",
            error.Message);
    }

    [Theory]
    [InlineData("dump-on-oops.txt", 70_000)]
    [InlineData("latency-format.txt", 245_000)]
    [InlineData("trace-cmd-l.txt", 245_000)]
    [InlineData("perf-no-cpu.txt", 245_000)]
    public void Times_of_every_form_are_read(string name, long ns)
    {
        using IEventSource source = Open(name).OpenEvents();
        PageEvent[] events = new PageEvent[4];
        Assert.Equal(2, source.Read(events));
        Assert.Equal(ns, events[1].TimeNs);
    }

    [Theory]
    [InlineData("dump-on-oops.txt", "7 events were lost at 1 place: record again with a larger "
        + "buffer, or take what follows with care")]
    [InlineData("dump-on-oops.txt", "1 line of call chains; passed over")]
    [InlineData("frees-twice-2.6.33.txt",
        "2 frees that the kernel wrote twice; the second was passed over")]
    [InlineData("mail-quoted.txt", "1 line of other text, the first at line 1; passed over")]
    [InlineData("perf-chain-pasted.txt", "4 lines of call chains; passed over")]
    [InlineData("stack-4.0.txt", "4 lines of call chains; passed over")]
    [InlineData("trace-cmd-6.12.txt", "1 other event: 1 kmem_cache_alloc")]
    public void What_is_passed_over_is_said(string name, string note)
    {
        using ITalliedSource source = Read(Open(name));
        Assert.Contains(note, TallyNotes.Of(source));
    }

    [Theory]
    [InlineData("refused-4.18.txt")]
    [InlineData("refused-5.4.txt")]
    [InlineData("refused-6.12.txt")]
    [InlineData("refused-perf.txt")]
    [InlineData("refused-2.6.36.txt")]
    public void Huge_pages_that_the_kernel_refused_are_not_granted(string name)
    {
        using ITalliedSource source = Read(Open(name));
        TraceTally tally = source.Tally;
        Assert.Equal((4, 1, 3), (tally.Requests, tally.GrantedByOrder[Order.Huge],
            tally.RefusedByOrder[Order.Huge]));
        Assert.Equal((1, 0), (tally.Allocs, tally.SilentFrees));
    }

    private static ITrace Open(string name) =>
        TraceFormats.Open(TestFiles.Data("traces", "posted", name));

    private static ITalliedSource Read(ITrace trace)
    {
        ITalliedSource source = (ITalliedSource)trace.OpenEvents();
        PageEvent[] buffer = new PageEvent[64];
        while (source.Read(buffer) > 0)
            continue;
        return source;
    }
}
