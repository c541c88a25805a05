using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Traces.Events;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>Requests during which other tasks run, over a strategy that makes four steps for
/// each.</summary>
public sealed class LastingRequestsTests
{
    private const long Step = 1_000;

    [Fact]
    public void Others_run_between_the_steps_of_a_request_as_the_recorded_one_let_them()
    {
        Log log = Play(
            Request(1), Alloc(10), Works(), Alloc(11), Works(), Works(), Works(), Alloc(12),
            Ends());
        Assert.Equal("begin 1, step, step 2, step 2, step 2, end 2, 3", log.Text);
    }

    [Fact]
    public void Who_asks_waits_for_a_request_before_asking_again()
    {
        Log log = Play(
            Request(1), Request(2), Works(), Works(), Works(), Works(), Ends());
        Assert.Equal(2, log.Asked);
        Assert.Contains("end 0, begin 2", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Those_who_are_late_ask_before_what_comes_after_the_phase()
    {
        Log log = Play(
            Request(1), Request(2), Request(3), new PageEvent { Op = EventOp.RequestsOver },
            Alloc(10));
        Assert.Equal(3, log.Asked);
        Assert.EndsWith("end 0, 1", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_requests_without_an_end_do_not_nest_the_work()
    {
        var events = new PageEvent[2000];
        for (int i = 0; i < events.Length; i++)
            events[i] = Request((uint)i + 1);
        Assert.Equal(events.Length, Play(events).Asked);
    }

    private static PageEvent Request(uint id) => new()
    {
        Op = EventOp.Request,
        Id = id,
        Order = Order.Huge,
        Mobility = MigrateType.Movable,
        Source = PageSource.Huge,
        Effort = Effort.Direct,
        Flags = EventFlags.Lasts,
    };

    private static PageEvent Alloc(uint id) => new()
    {
        Op = EventOp.Alloc,
        Id = id,
        Mobility = MigrateType.Movable,
        Source = PageSource.Anon,
    };

    private static PageEvent Works() => new() { Op = EventOp.RequestWorks };

    private static PageEvent Ends() => new() { Op = EventOp.RequestEnds };

    /// <summary>Plays the events a microsecond apart on a machine without a free huge page.
    /// </summary>
    private static Log Play(params PageEvent[] events)
    {
        var log = new Log();
        var bench = new TestMachine(log, isGiven: true);
        log.Fill(bench);
        for (int i = 0; i < events.Length; i++)
            events[i].TimeNs = (i + 1) * Step;
        using var workload = new EventSourceWorkload("test", new ListedEvents(events));
        bench.Loop.Follow(workload);
        while (workload.Step(bench.Loop))
        {
        }
        log.Done();
        return log;
    }

    /// <summary>Makes four steps for a request and gives up; notes how many pages others have by
    /// then.</summary>
    private sealed class Log : IStrategy
    {
        private readonly List<string> lines = [];
        private Machine? machine;
        private long filled;

        public string Name => "log";

        public ReclaimPolicy Reclaim => ReclaimPolicy.InRescue;

        public int Asked { get; private set; }

        public string Text => string.Join(", ", lines);

        private long Others => machine!.AllocatedPages - filled;

        public void Fill(TestMachine bench)
        {
            bench.Fill(1_000);
            for (uint id = 1_000; bench[id] != Pfn.None; id += 256)
                bench.Do(EventOp.Free, id);
            machine = bench.Machine;
            filled = machine.AllocatedPages;
        }

        public uint Rescue(Machine on, in AllocationRequest request)
        {
            if (machine == null)
                return Pfn.None;
            lines.Add($"begin {++Asked}");
            for (int i = 0; i < 4; i++)
            {
                on.Preemption.CondResched();
                lines.Add(i == 0 && Others == 1 ? "step" : $"step {Others}");
            }
            lines.Add($"end {Others}");
            return Pfn.None;
        }

        public void Done() => lines.Add($"{Others}");
    }
}
