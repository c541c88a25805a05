using CsCheck;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Csv;
using FragSim.Traces.Events;
using FragSim.Traces.Recordings;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class CsvTraceTests
{
    private const string Header = "time_ns,op,id,order,mobility\n";

    private static readonly Gen<PageEvent> Block = Gen.Select(
        Gen.Bool, Gen.Byte[0, 10], Gen.Int[0, 2], Gen.Int[0, 8], Gen.Int[0, 4095],
        Gen.Int[0, 511], Gen.OneOf(Gen.Const(0u), Gen.UInt))
        .Select((request, order, mobility, source, effort, flags, page) => new PageEvent
        {
            Op = request ? EventOp.Request : EventOp.Alloc,
            Order = order,
            Mobility = (MigrateType)mobility,
            Source = (PageSource)source,
            Effort = (Effort)effort,
            Flags = (EventFlags)flags,
            Page = page,
        });

    /// <summary>Blocks come, one after another, and go in the same order, whatever else they
    /// are.</summary>
    private static readonly Gen<PageEvent[]> Blocks = Block.Array[1, 200].Select(blocks =>
    {
        PageEvent[] frees = [.. blocks.Select(b => new PageEvent
        {
            Op = EventOp.Free,
            Flags = b.Flags,
        })];
        PageEvent[] events = [.. blocks, .. frees];
        for (int i = 0; i < events.Length; i++)
        {
            events[i].Id = (uint)(i % blocks.Length);
            events[i].TimeNs = i * 1_000_000_007L;
        }
        return events;
    });

    [Fact]
    public void Columns_left_out_or_empty_have_the_documented_defaults()
    {
        List<PageEvent> events = Read(Header + "5,alloc,900,,\n6,alloc,901,3,unmovable\n"
            + "7,request,902,,\n8,free,900,,\n");
        Assert.Equal((5L, 0u, (byte)0), (events[0].TimeNs, events[0].Id, events[0].Order));
        Assert.Equal((MigrateType.Movable, PageSource.Anon, Effort.Normal, EventFlags.Lru),
            (events[0].Mobility, events[0].Source, events[0].Effort, events[0].Flags));
        Assert.Equal((PageSource.Kernel, EventFlags.None), (events[1].Source, events[1].Flags));
        Assert.Equal((Order.Huge, PageSource.Huge, Effort.Direct | Effort.Zero | Effort.Thp),
            (events[2].Order, events[2].Source, events[2].Effort));
        Assert.Equal(events[0].Id, events[3].Id);
    }

    [Fact]
    public void Columns_may_come_in_any_order_and_names_may_hold_commas()
    {
        using TempFolder folder = new();
        string path = folder.File("t.csv",
            "name,mobility,order,id,op,time_ns\n\"a, b\",,,,phase,3\n,,,,compact,4\n");
        using IEventSource source = TraceFormats.Open(path).OpenEvents();
        List<PageEvent> events = MiniRecording.ReadAll(source);
        Assert.Equal([EventOp.Phase, EventOp.CompactMemory], events.Select(e => e.Op));
        Assert.Equal(["a, b"], source.Names);
    }

    [Fact]
    public void Ids_become_dense_whatever_the_file_calls_them()
    {
        List<PageEvent> events = Read(Header + "0,alloc,18446744073709551615,0,movable\n"
            + "0,free,18446744073709551615,,\n0,alloc,3,0,movable\n");
        Assert.Equal([0u, 0u, 0u], events.Select(e => e.Id));
    }

    [Fact]
    public void The_example_of_the_documentation_is_a_trace()
    {
        string[] page = File.ReadAllLines(TestFiles.InRepository("docs", "traces.md"));
        string example = string.Join('\n', page.SkipWhile(l => l != "```csv").Skip(1)
            .TakeWhile(l => l != "```"));
        Assert.Equal([EventOp.Phase, EventOp.Alloc, EventOp.Alloc, EventOp.Touch, EventOp.Free,
            EventOp.Request, EventOp.Free], Read(example).Select(e => e.Op));
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.csv.gz")]
    [InlineData("t.csv.zst")]
    public void What_is_written_is_what_was_read(string name)
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, name);
        using RecordingSource source =
            RecordingFolder.Open(TestFiles.BootIdle, "05-mid").OpenEvents();
        // From boot: frees of pages that lay there at the start have no allocation to name.
        HashSet<uint> live = [];
        List<PageEvent> events = [.. MiniRecording.ReadAll(source).Where(e => e.Op switch
        {
            EventOp.Free => live.Remove(e.Id),
            EventOp.Alloc or EventOp.Request => live.Add(e.Id),
            _ => true,
        })];
        using (CsvTraceWriter writer = new(path, source.Names))
        {
            foreach (PageEvent e in events)
                writer.Apply(in e);
            writer.Complete();
        }
        ITrace trace = TraceFormats.Open(path);
        Assert.Equal(("t", "csv"), (trace.Name, trace.Format));
        using IEventSource again = trace.OpenEvents();
        List<PageEvent> back = MiniRecording.ReadAll(again);
        Assert.Equal(source.Names, again.Names);
        Assert.Equal(events.Count, back.Count);
        Dictionary<uint, uint> ids = [];
        for (int i = 0; i < events.Count; i++)
        {
            PageEvent e = events[i];
            if (e.Op is EventOp.Alloc or EventOp.Request)
                ids[e.Id] = back[i].Id;
            if (e.Op is EventOp.Alloc or EventOp.Request or EventOp.Free)
                e.Id = ids[e.Id];
            Assert.Equal(e, back[i]);
        }
    }

    [Fact]
    public void Every_field_that_an_operation_has_comes_back()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "t.csv");
        Blocks.Sample(events =>
        {
            using (CsvTraceWriter writer = new(path, []))
            {
                foreach (PageEvent e in events)
                    writer.Apply(in e);
                writer.Complete();
            }
            using IEventSource back = TraceFormats.Open(path).OpenEvents();
            Assert.Equal(events, MiniRecording.ReadAll(back));
        }, iter: 100, threads: 1);
    }

    [Theory]
    [InlineData("4294967296")]
    [InlineData("x")]
    public void A_page_that_is_no_number_of_32_bits_is_refused(string page)
    {
        InputException wrong = Assert.Throws<InputException>(() => Read(
            "time_ns,op,id,order,mobility,page\n0,alloc,1,0,movable," + page + "\n"));
        Assert.Contains("t.csv:2: page", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_id_map_agrees_with_a_dictionary()
    {
        Gen.Select(Gen.Int[0, 2], Gen.ULong[0, 40]).List[0, 300].Sample(steps =>
        {
            IdMap map = new();
            Dictionary<ulong, uint> model = [];
            uint next = 0;
            foreach ((int op, ulong small) in steps)
            {
                ulong key = small * 0x100000000ul;
                uint value;
                bool same = op switch
                {
                    0 => map.TryAdd(key, next) == model.TryAdd(key, next++),
                    1 => map.Remove(key, out value) == model.Remove(key, out uint m)
                        && Same(value, m),
                    _ => map.TryGet(key, out value) == model.TryGetValue(key, out uint m)
                        && (!model.ContainsKey(key) || value == m),
                };
                if (!same || map.Count != model.Count)
                    return false;
            }
            return true;
        });
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.fstrace")]
    public void What_a_request_reclaimed_comes_back(string name)
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, name);
        PageEvent reclaimed = new()
        {
            Op = EventOp.RequestReclaimed,
            Id = 34,
            Page = 2,
            Flags = EventFlags.InVain,
        };
        using (ITraceWriter writer = TraceFormats.Create(path, [], null))
        {
            writer.Apply(reclaimed);
            writer.Complete();
        }
        using IEventSource source = TraceFormats.Open(path).OpenEvents();
        Assert.Equal([reclaimed], MiniRecording.ReadAll(source));
    }

    [Fact]
    public void Every_format_of_the_catalogue_says_what_it_is()
    {
        string[] names = [.. TraceFormats.Entries.Select(e => e.Name)];
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
        Assert.Superset(
            new HashSet<string>(["csv", "fstrace", "ftrace", "llfree", "machine", "perf",
                "recording", "trace-cmd"]), new HashSet<string>(names));
        Assert.All(TraceFormats.Entries, e => Assert.EndsWith(".", e.Sentence));
        Assert.All(TraceFormats.Entries, e => Assert.NotEmpty(e.Source));
        Assert.Equal("recording", TraceFormats.Open(TestFiles.BootIdle).Format);
    }

    // A key that is not there gives a value without meaning.
    private static bool Same(uint value, uint model) => model == 0 || value == model;

    private static List<PageEvent> Read(string text)
    {
        using TempFolder folder = new();
        using IEventSource source = CsvTrace.Open(folder.File("t.csv", text)).OpenEvents();
        return MiniRecording.ReadAll(source);
    }
}
