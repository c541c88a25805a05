using FragSim.Sim.Events;
using FragSim.Traces.Events;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class TwinIdsTests
{
    private readonly TwinIds twins = new();
    private readonly Sink sink = new();

    [Fact]
    public void A_page_made_again_has_an_id_of_its_own_and_later_ones_of_the_source_are_moved_up()
    {
        Assert.Equal(7u, Moved(7));
        Repeat(EventOp.Alloc, 7);
        twins.EndPhase();
        Assert.Equal("alloc 8", sink.Text);
        Assert.Equal((7u, 9u, 10u), (Moved(7), Moved(8), Moved(9)));
    }

    [Fact]
    public void What_the_source_freed_of_the_round_is_freed_of_this_round_too()
    {
        Moved(7);
        Repeat(EventOp.Alloc, 6);
        Repeat(EventOp.Alloc, 7);
        Repeat(EventOp.Free, 7);
        Assert.Equal("alloc 8, alloc 9, free 9", sink.Text);
    }

    [Fact]
    public void For_an_older_page_the_oldest_twin_is_freed_if_there_is_one()
    {
        Moved(7);
        Repeat(EventOp.Free, 1);
        Repeat(EventOp.Alloc, 6);
        Repeat(EventOp.Alloc, 7);
        Repeat(EventOp.Free, 1);
        Assert.Equal("alloc 8, alloc 9, free 8", sink.Text);
    }

    [Fact]
    public void What_recorded_reclaim_took_of_older_pages_is_not_made_again()
    {
        Moved(7);
        Repeat(EventOp.Alloc, 7);
        Repeat(EventOp.Free, 1, EventFlags.RecordedReclaim);
        Assert.Equal("alloc 8", sink.Text);
    }

    [Fact]
    public void What_a_cut_round_would_have_freed_goes_at_its_end()
    {
        Moved(7);
        Repeat(EventOp.Alloc, 6);
        Repeat(EventOp.Alloc, 7);
        twins.Finish(new PageEvent { Op = EventOp.Free, Id = 7 }, sink);
        twins.Finish(new PageEvent { Op = EventOp.Alloc, Id = 6 }, sink);
        Assert.Equal("alloc 8, alloc 9, free 9", sink.Text);
    }

    [Fact]
    public void All_twins_of_a_page_go_with_it()
    {
        Moved(7);
        Repeat(EventOp.Alloc, 7);
        twins.EndRound();
        Repeat(EventOp.Alloc, 7);
        twins.EndPhase();
        twins.Freed(new PageEvent { Op = EventOp.Free, Id = 7 }, sink);
        twins.Freed(new PageEvent { Op = EventOp.Free, Id = 7 }, sink);
        Assert.Equal("alloc 8, alloc 9, free 9, free 8", sink.Text);
    }

    private uint Moved(uint id)
    {
        var e = new PageEvent { Op = EventOp.Alloc, Id = id };
        twins.Move(ref e);
        return e.Id;
    }

    private void Repeat(EventOp op, uint id, EventFlags flags = EventFlags.None) =>
        twins.Repeat(new PageEvent { Op = op, Id = id, Flags = flags }, sink);

    private sealed class Sink : IEventSink
    {
        private readonly List<string> said = [];

        public string Text => string.Join(", ", said);

        public Outcome Apply(in PageEvent e)
        {
            said.Add($"{(e.Op == EventOp.Alloc ? "alloc" : "free")} {e.Id}");
            return new Outcome(OutcomeKind.Done, 0);
        }
    }
}
