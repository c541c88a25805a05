using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class KswapdTests
{
    [Fact]
    public void It_sleeps_while_free_memory_is_above_high()
    {
        var bench = new TestMachine();
        bench.Machine.Kswapd.Wake(0, 0, callerReclaims: true);
        Assert.False(bench.Machine.Kswapd.Awake);
        Assert.Equal(long.MaxValue, bench.Machine.Kswapd.NextNs);
    }

    [Fact]
    public void Below_low_it_wakes_and_reclaims_up_to_high_and_sleeps_again()
    {
        TestMachine bench = FullOfCache();
        Assert.True(bench.Machine.Kswapd.Awake);
        bench.NowNs += 10_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.False(bench.Machine.Kswapd.Awake);
        long high = bench.Zone.Watermarks.High;
        Assert.InRange(bench.Zone.FreePages, high + 1, high + 64);
        Assert.True(bench.Count(VmCounter.PgstealKswapd) > 0);
        Assert.True(bench.Machine.Kswapd.WorkedNs > 0);
    }

    [Fact]
    public void It_looks_at_the_marks_only_between_rounds_each_of_which_scans_twice_as_much()
    {
        var listener = new Listener();
        var bench = new TestMachine(listener, mebibytes: 64);
        uint id = 1;
        while (bench.Zone.FreePages > bench.Zone.Watermarks.Low + 100)
            bench.Cache(id++);
        long size = bench.Zone.Lru.InactiveFile;
        bench.Zone.Watermarks.Set(
            bench.Zone.FreePages, bench.Zone.FreePages, bench.Zone.FreePages + 1);
        bench.Machine.Kswapd.Wake(0, 0, callerReclaims: true);
        bench.NowNs += 10_000_000_000;
        bench.Do(EventOp.Idle);
        // The first round with a page in it is one too many already.
        Assert.False(bench.Machine.Kswapd.Awake);
        Assert.InRange(bench.Count(VmCounter.PgscanKswapd), 2, (size >> 11) + (size >> 12) + 1);
    }

    [Fact]
    public void It_works_in_its_own_time_and_nobody_waits_for_it()
    {
        TestMachine bench = FullOfCache();
        long before = bench.Ledger.Stall.TotalNs;
        bench.NowNs += 10_000_000_000;
        Outcome idle = bench.Do(EventOp.Idle);
        Assert.Equal(0, idle.StallNs);
        Assert.True(before >= 0);
    }

    [Fact]
    public void It_gets_as_far_as_its_time_allows()
    {
        TestMachine bench = FullOfCache();
        bench.NowNs += 1;
        bench.Do(EventOp.Idle);
        Assert.True(bench.Machine.Kswapd.Awake);
        Assert.InRange(bench.Count(VmCounter.PgstealKswapd), 1, 64);
    }

    [Fact]
    public void Recorded_runs_leave_it_asleep()
    {
        TestMachine bench = FullOfCache(true);
        bench.NowNs += 10_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.Equal(0, bench.Count(VmCounter.PgstealKswapd));
    }

    [Fact]
    public void It_gives_up_where_there_is_nothing_to_reclaim()
    {
        var bench = new TestMachine();
        bench.Fill(1, effort: Effort.Kswapd);
        bench.NowNs += 10_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.False(bench.Machine.Kswapd.Awake);
    }

    [Fact]
    public void A_raised_watermark_is_met_once_and_then_lowered()
    {
        TestMachine bench = FullOfCache();
        bench.NowNs += 10_000_000_000;
        bench.Do(EventOp.Idle);
        bench.Zone.Watermarks.Boost = 512;
        bench.Machine.Kswapd.Wake(0, 0, callerReclaims: true);
        Assert.True(bench.Machine.Kswapd.Awake);
        bench.NowNs += 10_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.Equal(0, bench.Zone.Watermarks.Boost);
        Assert.True(bench.Zone.FreePages > bench.Zone.Watermarks.High + 512);
    }

    [Fact]
    public void It_gives_an_order_it_cannot_make_up_to_the_compactor_once_it_sleeps()
    {
        var compactor = new Listener();
        TestMachine bench = FullOfCache(false, compactor, unmovableEvery: 50);
        bench.Machine.Kswapd.Wake(9, 0, callerReclaims: true);
        bench.NowNs += 10_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.False(bench.Machine.Kswapd.Awake);
        Assert.Contains(9, compactor.Orders);
        Assert.True(compactor.Slept > 0);
    }

    [Fact]
    public void Lowering_a_raised_watermark_it_asks_for_whole_pageblocks()
    {
        var compactor = new Listener();
        TestMachine bench = FullOfCache(false, compactor);
        bench.NowNs += 10_000_000_000;
        bench.Do(EventOp.Idle);
        compactor.Orders.Clear();
        bench.Zone.Watermarks.Boost = 512;
        bench.Machine.Kswapd.Wake(0, 0, callerReclaims: true);
        bench.NowNs += 10_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.Equal([Order.Huge], compactor.Orders);
    }

    [Fact]
    public void With_enough_free_in_pieces_it_sleeps_on_and_wakes_the_compactor()
    {
        var compactor = new Listener();
        var bench = new TestMachine(compactor);
        bench.Machine.Kswapd.Wake(9, 0, callerReclaims: false);
        Assert.False(bench.Machine.Kswapd.Awake);
        Assert.Equal([9], compactor.Orders);
    }

    [Fact]
    public void It_keeps_the_per_CPU_lists_short_while_it_works()
    {
        var bench = new TestMachine("linux");
        bench.Zone.Watermarks.Set(1_000_000, 1_000_000, 1_000_000);
        bench.Machine.Kswapd.Wake(0, 0, callerReclaims: true);
        Assert.True(bench.Zone.Pcp!.ReclaimActive);
        bench.NowNs += 10_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.False(bench.Machine.Kswapd.Awake);
        Assert.False(bench.Zone.Pcp!.ReclaimActive);
    }

    /// <summary>Memory filled with clean page cache down to where kswapd is woken.</summary>
    private static TestMachine FullOfCache(
        bool isGiven = false, Listener? listener = null,
        uint unmovableEvery = uint.MaxValue)
    {
        var bench = new TestMachine(listener ?? new Listener(), isGiven: isGiven);
        uint id = 1;
        while (bench.Zone.FreePages > bench.Zone.Watermarks.Low - 2)
            _ = ++id % unmovableEvery == 0 ? bench.Unmovable(id) : bench.Cache(id);
        return bench;
    }

    /// <summary>Does nothing, and notes what kswapd says.</summary>
    private sealed class Listener : IStrategy
    {
        public string Name => "listener";

        public List<int> Orders { get; } = [];

        public int Slept { get; private set; }

        public void KswapdSleeps(Machine machine) => Slept++;

        public void WakeCompactor(Machine machine, int order, int highestZone) =>
            Orders.Add(order);
    }
}
