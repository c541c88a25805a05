using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Events;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>What the recorded kernel did of its own comes back from every format.</summary>
public sealed class KernelOpsTests : IDisposable
{
    private static readonly PageEvent[] Events =
    [
        new() { Op = EventOp.Alloc, Mobility = MigrateType.Movable, Flags = EventFlags.Lru },
        new() { Op = EventOp.Pin },
        new() { Op = EventOp.KswapdRuns, Order = 9 },
        new() { Op = EventOp.ReclaimIsolates },
        new() { Op = EventOp.Free, Flags = EventFlags.PastPcp | EventFlags.RecordedReclaim },
        new() { Op = EventOp.KswapdSleeps, Order = 9 },
        new()
        {
            Op = EventOp.TaskReclaimed,
            Order = 3,
            Mobility = MigrateType.Reclaimable,
            Effort = Effort.Normal | Effort.RetryMayFail,
        },
        new() { Op = EventOp.Alloc, Effort = Effort.Normal | Effort.AfterReclaim },
        new() { Op = EventOp.KcompactdLooks },
        new() { Op = EventOp.KcompactdWorks },
        new() { Op = EventOp.KcompactdSleeps },
        new() { Op = EventOp.Free, Flags = EventFlags.PastPcp },
    ];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.fstrace")]
    public void What_is_written_is_what_is_read(string name)
    {
        PageEvent[] events = [.. Events.Select((e, i) => e with { TimeNs = i * 5L })];
        Assert.Equal(events, WriteAndRead(name, events));
    }

    [Fact]
    public void The_words_of_CSV_are_the_documented_ones()
    {
        WriteAndRead("t.csv", Events);
        string[] lines = File.ReadAllLines(Path.Combine(folder.Path, "t.csv"));
        Assert.Equal("0,reclaim_isolates,0,,,,,none,,", lines[4]);
        Assert.Equal("0,free,0,,,,,recorded_reclaim|past_pcp,,", lines[5]);
        Assert.Equal(
            "0,task_reclaimed,,3,reclaimable,kernel,direct|kswapd|retry_mayfail,,,", lines[7]);
    }

    private List<PageEvent> WriteAndRead(string name, PageEvent[] events)
    {
        string path = Path.Combine(folder.Path, name);
        using (ITraceWriter writer = TraceFormats.Create(path, [], null))
        {
            foreach (PageEvent e in events)
                writer.Apply(e);
            writer.Complete();
        }
        using IEventSource source = TraceFormats.Open(path).OpenEvents();
        return MiniRecording.ReadAll(source);
    }
}
