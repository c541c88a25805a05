using CsCheck;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Replay;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Tests.Strategies;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Fstrace;
using Xunit;

namespace FragSim.Tests.Workloads.Fstrace;

public sealed class FstraceTests
{
    private static readonly Gen<PageEvent> Event = Gen.Select(
        Gen.Frequency((8, Gen.Long[0, 3000]), (1, Gen.Long[0, 1L << 40])), Gen.UInt[0, 200],
        Gen.Enum<EventOp>(), Gen.Byte[0, 10], Gen.Int[0, 2],
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 4095], Gen.Int[0, 511],
            Gen.Frequency((2, Gen.Const(0u)), (2, Gen.UInt[0, 600]), (1, Gen.UInt))))
        .Select((step, id, op, order, mobility, rest) => new PageEvent
        {
            TimeNs = step,
            Id = EventShape.IsNamed(op) ? id % 3 : EventShape.HasBlock(op) ? id : 0,
            Op = op,
            Order = order,
            Mobility = (MigrateType)mobility,
            Source = (PageSource)rest.Item1,
            Effort = (Effort)rest.Item2,
            Flags = (EventFlags)rest.Item3,
            Page = rest.Item4,
        });

    /// <summary>The steps of time become times, and ids are numbered in order of first use.
    /// </summary>
    private static readonly Gen<PageEvent[]> Events = Event.Array[0, 800].Select(steps =>
    {
        long now = 0;
        Dictionary<uint, uint> ids = [];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i].TimeNs = now += steps[i].TimeNs;
            if (!EventShape.HasBlock(steps[i].Op))
                continue;
            ids.TryAdd(steps[i].Id, (uint)ids.Count);
            steps[i].Id = ids[steps[i].Id];
        }
        return steps;
    });

    [Fact]
    public void What_is_written_is_what_is_read_whatever_the_buffer()
    {
        using TempFolder folder = new();
        Gen.Select(Events, Gen.Int[1, 900]).Sample((events, buffer) =>
        {
            string path = FstraceBytes.Write(folder, events);
            ITrace trace = TraceFormats.Open(path);
            using IEventSource source = trace.OpenEvents();
            Assert.Equal(events, MiniRecording.ReadAll(source, buffer));
            Assert.Equal(FstraceBytes.Names.Take(source.Names.Count), source.Names);
            Assert.Equal(("t", "fstrace", null), (trace.Name, trace.Format, trace.Start));
        }, iter: 100, threads: 1);
    }

    [Fact]
    public void More_events_and_shapes_than_a_block_holds_go_into_several()
    {
        using TempFolder folder = new();
        PageEvent[] events = [.. Enumerable.Range(0, 200_000).Select(i => new PageEvent
        {
            TimeNs = i * 7L,
            Id = (uint)(i / 2),
            Op = i % 2 == 0 ? EventOp.Alloc : EventOp.Free,
            Effort = (Effort)(i / 300 % 1024),
        })];
        FstraceFile trace = FstraceFile.Open(FstraceBytes.Write(folder, events));
        using IEventSource source = trace.OpenEvents();
        Assert.Equal(events, MiniRecording.ReadAll(source, 4096));
        Assert.Equal((200_000, 199_999 * 7L), trace.Extent());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(500_000)]
    [InlineData(1_399_993)]
    [InlineData(1_400_000)]
    public void Reading_from_a_time_on_gives_the_events_from_then_on(long fromNs)
    {
        using TempFolder folder = new();
        PageEvent[] events = [.. Enumerable.Range(0, 200_000).Select(i => new PageEvent
        {
            TimeNs = i * 7L,
            Id = i % 50_000 == 0 ? (uint)(i / 50_000) : (uint)i - (uint)(i / 50_000) - 1,
            Op = i % 50_000 == 0 ? EventOp.Phase : EventOp.Alloc,
        })];
        FstraceFile trace = FstraceFile.Open(FstraceBytes.Write(folder, events));
        using IEventSource source = trace.OpenEvents(fromNs);
        Assert.Equal(events.Where(e => e.TimeNs >= fromNs), MiniRecording.ReadAll(source, 4096));
    }

    [Fact]
    public void More_pages_than_a_block_holds_go_into_several()
    {
        using TempFolder folder = new();
        PageEvent[] events = [.. Enumerable.Range(0, 100_000).Select(i => new PageEvent
        {
            TimeNs = (long)i << 40,
            Id = (uint)i,
            Page = (uint)i * 0x9E37_79B9u,
        })];
        using IEventSource source =
            FstraceFile.Open(FstraceBytes.Write(folder, events)).OpenEvents();
        Assert.Equal(events, MiniRecording.ReadAll(source, 4096));
    }

    [Fact]
    public void A_file_of_the_first_version_is_read()
    {
        using TempFolder folder = new();
        string path = FstraceBytes.Write(folder, FstraceBytes.SmallTrace);
        FstraceBytes.SetVersion(path, 1);
        Assert.Equal(FstraceBytes.SmallTrace, FstraceBytes.ReadAll(path));
    }

    [Fact]
    public void The_first_version_knows_no_pages()
    {
        using TempFolder folder = new();
        string path = FstraceBytes.Write(folder, [new PageEvent { Page = 7 }]);
        FstraceBytes.SetVersion(path, 1);
        Assert.Throws<InputException>(() => FstraceBytes.ReadAll(path));
    }

    [Fact]
    public void Ids_are_numbered_in_order_of_first_use()
    {
        using TempFolder folder = new();
        uint[] ids = [900, 3, 900, 7, 3];
        string path = FstraceBytes.Write(folder,
            [.. ids.Select(id => new PageEvent { Op = EventOp.Touch, Id = id })]);
        using IEventSource source = TraceFormats.Open(path).OpenEvents();
        Assert.Equal([0u, 1u, 0u, 2u, 1u], MiniRecording.ReadAll(source).Select(e => e.Id));
    }

    [Theory]
    [InlineData("linux")]
    [InlineData("none")]
    public void A_converted_recording_gives_the_result_of_the_recording(string strategy)
    {
        using TempFolder folder = new();
        ITrace recording = TraceFormats.Open(TestFiles.BootIdle);
        string path = Path.Combine(folder.Path, recording.Name + FstraceFile.Extension);
        using (IEventSource source = recording.OpenEvents())
        using (ITraceWriter writer = TraceFormats.Create(path, source.Names, recording.Start))
        {
            foreach (PageEvent e in MiniRecording.ReadAll(source, 4096))
                writer.Apply(e);
            writer.Complete();
        }
        Assert.Equal(Run(recording, strategy), Run(TraceFormats.Open(path), strategy));
    }

    private static string Run(ITrace trace, string strategy) => RunText.Of(Simulation.Run(
        new SimulationOptions { Given = RecordedDecisions.Instance, SampleEveryNs = 10_000_000 },
        StrategyCatalog.Create(strategy), trace.ToWorkload(trace.OpenEvents()), 1, null, null,
        TestContext.Current.CancellationToken));
}
