using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Traces.Events;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>Requests during which other tasks run, over a strategy that makes four steps of a
/// microsecond for each.</summary>
public sealed class TimeSharingTests
{
    private const long Step = 1_000;

    [Fact]
    public void Other_tasks_run_during_a_request_as_soon_as_the_time_of_its_work_has_passed()
    {
        Log log = Play(Request(1, 0), Alloc(10, 1_500), Alloc(11, 3_500));
        Assert.Equal("begin 1, step 0, step 1, step 1, step 2, end", log.Text);
    }

    [Fact]
    public void What_is_due_after_the_request_waits_for_its_end()
    {
        Log log = Play(Request(1, 0), Alloc(10, 5_000));
        Assert.Equal("begin 1, step 0, step 0, step 0, step 0, end", log.Text);
    }

    [Fact]
    public void A_phase_that_begins_waits_for_the_request_to_end()
    {
        Log log = Play(
            Request(1, 0), new PageEvent { Op = EventOp.Phase, TimeNs = 500 }, Alloc(10, 600));
        Assert.Equal("begin 1, step 0, step 0, step 0, step 0, end", log.Text);
    }

    [Fact]
    public void A_task_makes_its_next_request_when_it_has_thought_after_the_end_of_the_one_before()
    {
        Log log = Play(
            Request(1, 0, EventFlags.Lasts), Ends(100), Request(2, 500, EventFlags.Lasts),
            Ends(600), Alloc(10, 9_000));
        // It ends after 4 us instead of 0.1, and 0.4 us of thought follow, a quarter more or less.
        Assert.Equal(2, log.Starts.Count);
        Assert.InRange(log.Starts[1], 4_300, 4_500);
    }

    [Fact]
    public void Requests_that_wait_come_before_what_follows_their_phase()
    {
        Log log = Play(
            Request(1, 0, EventFlags.Lasts), Ends(10), Request(2, 20, EventFlags.Lasts),
            Request(3, 30, EventFlags.Lasts),
            new PageEvent { Op = EventOp.RequestsOver, TimeNs = 40 }, Alloc(10, 50));
        Assert.Equal(3, log.Starts.Count);
        Assert.EndsWith("step 0, end", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_made_during_another_is_served_to_its_end_first()
    {
        Log log = Play(Request(1, 0), Request(2, 500), Alloc(10, 600));
        Assert.StartsWith(
            "begin 1, begin 2, step 0, step 0, step 0, step 0, end", log.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_thousand_requests_during_one_do_not_nest()
    {
        PageEvent[] events = [.. Enumerable.Range(0, 2_000).Select(i => Request((uint)i + 1, i))];
        Assert.Equal(events.Length, Play(events).Starts.Count);
    }

    [Fact]
    public void The_recorded_load_goes_on_while_requests_are_served_and_while_their_task_thinks()
    {
        const long ms = 1_000_000;
        Log log = new() { StepNs = ms };
        var start = new StartState
        {
            Zones = [],
            Blocks = [],
            FreeLists = [],
            PcpLists = [],
            Pageblocks = [],
            Tuning = [],
            Settings = new Dictionary<string, string>(),
        };
        // A page each millisecond, at half past, for as long as there are requests.
        Play(log, new RecordedWorkload("test", new ListedEvents(
        [
            Request(1, 0, EventFlags.Lasts), Ends(100), Alloc(10, ms / 2),
            Request(2, 9 * ms / 10, EventFlags.Lasts),
            new PageEvent { Op = EventOp.RequestsOver, TimeNs = ms },
        ]), start));
        Assert.Equal(
            "begin 1, step 1, step 2, step 3, step 4, end, "
                + "begin 2, step 6, step 7, step 8, step 9, end", log.Text);
    }

    [Fact]
    public void What_others_do_is_not_charged_to_the_request()
    {
        Log log = Play(Request(1, 0), Alloc(10, 500), Alloc(11, 600));
        Assert.Equal(4 * Step, log.Bench.LastRequest.Stall.TotalNs);
    }

    private static PageEvent Request(uint id, long ns, EventFlags flags = EventFlags.None) => new()
    {
        TimeNs = ns,
        Op = EventOp.Request,
        Id = id,
        Order = Order.Huge,
        Mobility = MigrateType.Movable,
        Source = PageSource.Huge,
        Effort = Effort.Direct,
        Flags = flags,
    };

    private static PageEvent Alloc(uint id, long ns) => new()
    {
        TimeNs = ns,
        Op = EventOp.Alloc,
        Id = id,
        Mobility = MigrateType.Movable,
        Source = PageSource.Anon,
    };

    private static PageEvent Ends(long ns) => new() { TimeNs = ns, Op = EventOp.RequestEnds };

    private static Log Play(params PageEvent[] events)
    {
        var log = new Log();
        Play(log, new EventSourceWorkload("test", new ListedEvents(events)));
        return log;
    }

    private static void Play(Log log, EventSourceWorkload workload)
    {
        log.Fill();
        log.Bench.Loop.Follow(workload);
        while (workload.Step(log.Bench.Loop))
        {
        }
        workload.Dispose();
    }

    /// <summary>Makes four steps for a request and gives up; notes how many pages others have by
    /// then.</summary>
    private sealed class Log : IStrategy
    {
        private readonly List<string> lines = [];
        private long filled = -1;

        public Log() => Bench = new TestMachine(this);

        public TestMachine Bench { get; }

        public string Name => "log";

        public ReclaimPolicy Reclaim => ReclaimPolicy.InRescue;

        public long StepNs { get; init; } = Step;

        public List<long> Starts { get; } = [];

        public string Text => string.Join(", ", lines);

        /// <summary>Takes all memory and frees a page in 256, so that no huge page is free.
        /// </summary>
        public void Fill()
        {
            Bench.Fill(1_000);
            for (uint id = 1_000; Bench[id] != Pfn.None; id += 256)
                Bench.Do(EventOp.Free, id);
            filled = Bench.Machine.AllocatedPages;
        }

        public uint Rescue(Machine on, in AllocationRequest request)
        {
            if (filled < 0)
                return Pfn.None;
            Starts.Add(on.NowNs);
            lines.Add($"begin {Starts.Count}");
            for (int i = 0; i < 4; i++)
            {
                on.Ledger.Stall.ScanNs += StepNs;
                on.Preemption.CondResched();
                lines.Add($"step {on.AllocatedPages - filled}");
            }
            lines.Add("end");
            return Pfn.None;
        }
    }
}
