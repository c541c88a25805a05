using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>Rounds over the lists of a machine with a zone for movable pages above Normal.
/// </summary>
public sealed class ListRoundTests
{
    private readonly TestMachine bench = new("partition:movable=50%", mebibytes: 256);

    [Fact]
    public void A_round_scans_a_share_of_the_list_a_cluster_at_a_time()
    {
        Cache(1, 200);
        ListRound round = Begin(highest: 1, priority: 1);
        Assert.True(round.Step());
        Assert.Equal((Reclaimer.Cluster, Reclaimer.Cluster), (round.Scanned, round.Got));
        while (round.Step())
        {
        }
        Assert.Equal(100, round.Scanned);
    }

    [Fact]
    public void Of_a_list_shorter_than_the_share_it_scans_no_page()
    {
        Cache(1, 200);
        Assert.False(Begin(highest: 1, priority: 8).Step());
    }

    [Fact]
    public void Pages_of_zones_that_would_not_do_are_passed_over_and_not_scanned()
    {
        Cache(1, 100);
        Assert.Equal("Movable", bench.Machine.ZoneOf(bench[1]).Name);
        Alloc(200, Effort.Normal | Effort.LowZones);
        Assert.Equal(0, bench.Machine.ZoneOf(bench[200]).Index);
        ListRound round = Begin(highest: 0, priority: 0);
        while (round.Step())
        {
        }
        Assert.Equal((1, 1), (round.Scanned, round.Got));
        Assert.NotEqual(Pfn.None, bench[1]);
        Assert.Equal(Pfn.None, bench[200]);
    }

    [Fact]
    public void All_zones_share_one_age_so_the_oldest_page_goes_first_wherever_it_is()
    {
        Alloc(1, Effort.Normal | Effort.LowZones);
        Cache(2, 100);
        ListRound round = Begin(highest: 1, priority: 6);
        Assert.True(round.Step());
        Assert.Equal(Pfn.None, bench[1]);
        Assert.NotEqual(Pfn.None, bench[2]);
    }

    [Fact]
    public void A_caller_scans_the_whole_share_in_its_first_round_and_kswapd_what_it_is_after()
    {
        Cache(1, 5 * 4096);
        int share = 5 * 4096 >> Reclaimer.FirstPriority;
        Assert.Equal(share, bench.Machine.Reclaimer.ShrinkNode(
            1, Reclaimer.FirstPriority, goal: 1, ages: false, kswapd: false));
        Assert.Equal(Reclaimer.Cluster, bench.Machine.Reclaimer.ShrinkNode(
            1, 2, goal: 1, ages: false, kswapd: true));
    }

    [Fact]
    public void Few_active_pages_are_spared_unless_they_are_to_age()
    {
        Cache(1, 100);
        bench.Do(EventOp.Touch, 1);
        bench.Do(EventOp.Touch, 1);
        bench.Machine.Reclaimer.ShrinkNode(1, 0, goal: 1, ages: false, kswapd: true);
        Assert.True(bench.Machine.Reclaimer.SparedActive);
        Assert.Equal(0, bench.Count(VmCounter.PgdeactivateTotal));
        bench.Machine.Reclaimer.ShrinkNode(1, 0, goal: 1, ages: true, kswapd: true);
        Assert.Equal(1, bench.Count(VmCounter.PgdeactivateTotal));
    }

    private ListRound Begin(int highest, int priority)
    {
        ListRound round = new(bench.Machine);
        round.Begin(highest, priority, goal: 1000, ages: false, kswapd: true);
        return round;
    }

    private void Cache(uint first, int count)
    {
        for (uint id = first; id < first + count; id++)
            Assert.True(bench.Cache(id));
    }

    private void Alloc(uint id, Effort effort) => Assert.True(bench.Alloc(
        id, source: PageSource.PageCache, flags: EventFlags.Lru, effort: effort));
}
