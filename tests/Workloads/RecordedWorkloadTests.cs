using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Tests.Sim;
using FragSim.Traces.Events;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>A recorded phase of two milliseconds in which a task allocates beside requests.
/// </summary>
public sealed class RecordedWorkloadTests
{
    private const long Ms = 1_000_000;

    private static readonly PageEvent[] Phase =
    [
        new() { Op = EventOp.Request, Id = 1, Flags = EventFlags.Lasts },
        At(1 * Ms, new() { Op = EventOp.Alloc, Id = 2 }),
        At(1 * Ms, new() { Op = EventOp.Alloc, Id = 3, Flags = EventFlags.Requester }),
        At(2 * Ms, new() { Op = EventOp.RequestsOver }),
        At(9 * Ms, new() { Op = EventOp.Alloc, Id = 4 }),
    ];

    private readonly Sink sink = new();

    [Fact]
    public void While_requests_go_on_at_the_end_of_the_recorded_ones_the_load_is_made_again()
    {
        using RecordedWorkload workload = AtEndOfLoad(Phase);
        Assert.Equal(3 * Ms, workload.NextOtherNs);
        workload.StepOther(sink);
        Assert.Equal(5 * Ms, workload.NextOtherNs);
        workload.StepOther(sink);
        Assert.Equal("2 at 1, 3 at 1, 4 at 3, 5 at 5", sink.Text);
    }

    [Fact]
    public void What_comes_later_has_ids_that_no_page_made_again_has()
    {
        using RecordedWorkload workload = AtEndOfLoad(Phase);
        Assert.Equal(3 * Ms, workload.NextOtherNs);
        workload.StepOther(sink);
        while (workload.ApplyNext(sink))
        {
        }
        Assert.Equal("2 at 1, 3 at 1, 4 at 3, 5 at 9", sink.Text);
    }

    [Fact]
    public void Where_no_request_goes_on_nothing_is_made_again()
    {
        using RecordedWorkload workload = AtEndOfLoad(Phase);
        while (workload.ApplyNext(sink))
        {
        }
        Assert.Equal("2 at 1, 3 at 1, 4 at 9", sink.Text);
    }

    [Fact]
    public void A_phase_without_load_has_none_to_make_again()
    {
        using RecordedWorkload workload = AtEndOfLoad([Phase[0], Phase[2], Phase[3]]);
        Assert.Equal(long.MaxValue, workload.NextOtherNs);
    }

    [Fact]
    public void A_load_seen_for_less_than_a_millisecond_is_not_made_again()
    {
        using RecordedWorkload workload = AtEndOfLoad(
            [Phase[0], At(5, Phase[1]), At(10, Phase[3])]);
        Assert.Equal(long.MaxValue, workload.NextOtherNs);
    }

    private RecordedWorkload AtEndOfLoad(PageEvent[] events)
    {
        var workload = new RecordedWorkload("bench", new ListedEvents(events), new StartState
        {
            Zones = [],
            Blocks = [],
            FreeLists = [],
            PcpLists = [],
            Pageblocks = [],
            Tuning = [],
            Settings = new Dictionary<string, string>(),
        });
        while (workload.Peek(out PageEvent next) && next.Op != EventOp.RequestsOver)
            workload.ApplyNext(sink);
        return workload;
    }

    private static PageEvent At(long timeNs, PageEvent e)
    {
        e.TimeNs = timeNs;
        return e;
    }

    /// <summary>Notes allocations, and their time in milliseconds.</summary>
    private sealed class Sink : IEventSink
    {
        private readonly List<string> said = [];

        public string Text => string.Join(", ", said);

        public Outcome Apply(in PageEvent e)
        {
            if (e.Op == EventOp.Alloc)
                said.Add($"{e.Id} at {e.TimeNs / Ms}");
            return new Outcome(OutcomeKind.Done, 0);
        }
    }
}
