using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>A recorded task has reclaimed for what it is about to allocate.</summary>
public sealed class AfterReclaimTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void If_there_is_still_too_little_what_it_took_may_be_on_the_per_CPU_lists(
        bool isGiven, bool drains)
    {
        TestMachine bench = WithPcp(isGiven);
        bench.Zone.Watermarks.Set(1_000_000, 1_000_000, 1_000_000);
        Looks(bench, Order.Base);
        Assert.Equal(drains, bench.Zone.PcpPages == 0);
    }

    [Fact]
    public void If_there_is_enough_by_now_the_lists_stay_as_they_are()
    {
        TestMachine bench = WithPcp(true);
        int pages = bench.Zone.PcpPages;
        // The low mark is none of its business.
        bench.Zone.Watermarks.Set(0, 1_000_000, 1_000_000);
        Looks(bench, Order.Base);
        Assert.Equal(pages, bench.Zone.PcpPages);
    }

    [Fact]
    public void Enough_in_pieces_too_small_is_too_little()
    {
        var bench = new TestMachine("linux", isGiven: true);
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            if (bench[id] % 2 == 0)
                bench.Free(id);
        }
        bench.Zone.Watermarks.Set(100, 100, 100);
        int listed = bench.Zone.PcpPages;
        Assert.True(listed > 0);
        Looks(bench, Order.Base);
        Assert.Equal(listed, bench.Zone.PcpPages);
        Looks(bench, order: 1);
        Assert.Equal(0, bench.Zone.PcpPages);
    }

    [Theory]
    [InlineData(Effort.Normal, true)]
    [InlineData(Effort.Normal | Effort.AfterReclaim, false)]
    public void Its_allocation_begins_on_the_slow_path_where_kswapd_has_been_woken(
        Effort effort, bool wakes)
    {
        var listener = new Listener();
        var bench = new TestMachine(listener, isGiven: true);
        bench.Zone.Watermarks.Set(0, bench.Zone.FreePages, bench.Zone.FreePages);
        bench.Do(EventOp.KswapdRuns);
        Assert.True(bench.Alloc(1, order: 2, effort: effort));
        bench.Do(EventOp.KswapdSleeps);
        // What kswapd was woken for while it was at work, it leaves to the compactor.
        Assert.Equal(wakes ? [2] : [], listener.Orders);
    }

    private static void Looks(TestMachine bench, int order) => bench.Loop.Apply(new PageEvent
    {
        Op = EventOp.TaskReclaimed,
        Order = (byte)order,
        Mobility = MigrateType.Movable,
        Effort = Effort.Normal,
    });

    private static TestMachine WithPcp(bool isGiven)
    {
        var bench = new TestMachine("linux", isGiven: isGiven);
        Assert.True(bench.Alloc(1));
        Assert.True(bench.Zone.PcpPages > 0);
        return bench;
    }

    /// <summary>Does nothing, and notes what the compactor is woken for.</summary>
    private sealed class Listener : IStrategy
    {
        public string Name => "listener";

        public List<int> Orders { get; } = [];

        public void WakeCompactor(Machine machine, int order, int highestZone) =>
            Orders.Add(order);
    }
}
