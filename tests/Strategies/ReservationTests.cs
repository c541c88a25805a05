using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class ReservationTests
{
    private const uint Extent = 512;

    [Fact]
    public void An_extent_that_fills_up_is_a_huge_page_where_it_lies_without_a_copy()
    {
        TestMachine reserved = TwoProcesses("reservation");
        TestMachine plain = TwoProcesses("none");
        for (uint page = 0; page < Extent; page++)
        {
            Assert.Equal(reserved[1] + page, reserved[1 + page]);
            Assert.Equal(reserved[1001] + page, reserved[1001 + page]);
        }
        Assert.True(Pfn.IsAligned(reserved[1], 9));
        Assert.Equal(2, reserved.Count(VmCounter.ReservationPromoted));
        Assert.Equal(0, reserved.Count(VmCounter.PgmigrateSuccess));
        Assert.NotEqual(plain[1] + 1, plain[2]);
        reserved.Machine.Validate();
    }

    [Fact]
    public void A_fault_goes_to_its_own_place_in_the_extent_whatever_the_order_of_faults()
    {
        var bench = new TestMachine("reservation");
        Fault(bench, 1, Extent + 300);
        Fault(bench, 2, Extent + 7);
        Assert.Equal(300u, bench[1] & 511);
        Assert.Equal(bench[1] - 293, bench[2]);
        Assert.Equal(1, bench.Count(VmCounter.ReservationMade));
    }

    [Fact]
    public void Under_pressure_the_reservation_used_longest_ago_is_preempted_first()
    {
        var bench = new TestMachine("reservation");
        Fault(bench, 1, 1 * Extent);
        Fault(bench, 2, 2 * Extent);
        Fault(bench, 3, 3 * Extent);
        // The first is used again; the second is now the oldest.
        Fault(bench, 4, (1 * Extent) + 1);
        uint id = 1000;
        while (bench.Count(VmCounter.ReservationPreempted) == 0)
            Assert.True(bench.Unmovable(id++));
        Assert.Equal(MigrateType.SetAside, bench.Zone.TypeOf(bench[1]));
        Assert.NotEqual(MigrateType.SetAside, bench.Zone.TypeOf(bench[2]));
        Assert.Equal(MigrateType.SetAside, bench.Zone.TypeOf(bench[3]));
        bench.Machine.Validate();
    }

    [Fact]
    public void No_page_is_refused_for_what_is_reserved()
    {
        var bench = new TestMachine("reservation");
        for (uint i = 0; i < 20; i++)
            Fault(bench, i, (i + 1) * Extent);
        uint pages = bench.Fill(1000);
        Assert.Equal(bench.Machine.ManagedPages, pages + 20);
        bench.Machine.Validate();
    }

    [Fact]
    public void What_is_freed_of_a_full_extent_is_kept_for_it_and_taken_again_at_the_next_fault()
    {
        var bench = new TestMachine("reservation");
        for (uint page = 0; page < Extent; page++)
            Fault(bench, 1 + page, Extent + page);
        uint pfn = bench[38];
        bench.Free(38);
        Assert.True(bench.Cache(5000));
        Fault(bench, 6000, Extent + 37);
        Assert.Equal(pfn, bench[6000]);
        Assert.Equal(1, bench.Count(VmCounter.ReservationMade));
        Assert.Equal(2, bench.Count(VmCounter.ReservationPromoted));
        bench.Machine.Validate();
    }

    [Fact]
    public void What_is_freed_of_a_full_extent_is_anybody_s_when_memory_runs_out()
    {
        var bench = new TestMachine("reservation");
        for (uint page = 0; page < 2 * Extent; page++)
            Fault(bench, 1 + page, Extent + page);
        for (uint id = 1; id <= 2 * Extent; id += 3)
            bench.Free(id);
        uint pages = bench.Fill(10_000);
        Assert.Equal(bench.Machine.ManagedPages, pages + (2 * Extent) - ((2 * Extent) + 2) / 3);
        bench.Machine.Validate();
    }

    [Fact]
    public void A_huge_page_may_have_an_extent_in_which_nothing_is_in_use_any_more()
    {
        var bench = new TestMachine("reservation");
        Fault(bench, 1, Extent);
        uint pfn = bench[1];
        uint id = 1000;
        while (bench.Zone.Free.OrdersFrom(9, MigrateType.Unmovable) != 0)
            Assert.True(bench.Unmovable(id++));
        bench.Free(1);
        Assert.True(bench.Request(900_000));
        Assert.Equal(pfn, bench[900_000]);
        bench.Machine.Validate();
    }

    [Fact]
    public void Without_a_hint_anonymous_pages_are_taken_to_follow_each_other()
    {
        var bench = new TestMachine("reservation");
        for (uint id = 1; id <= Extent; id++)
        {
            Assert.True(bench.Alloc(id));
            Assert.True(bench.Cache(1000 + id));
        }
        Assert.Equal(bench[1] + 511, bench[Extent]);
        Assert.Equal(1, bench.Count(VmCounter.ReservationPromoted));
        Assert.Equal(1, bench.Count(VmCounter.ReservationMade));
    }

    /// <summary>Two processes that fault in turn, and page cache between them.</summary>
    private static TestMachine TwoProcesses(string strategy)
    {
        var bench = new TestMachine(strategy);
        for (uint page = 0; page < Extent; page++)
        {
            Fault(bench, 1 + page, (4 * Extent) + page);
            Assert.True(bench.Cache(5000 + page));
            Fault(bench, 1001 + page, (9 * Extent) + page);
        }
        return bench;
    }

    private static void Fault(TestMachine bench, uint id, uint page) =>
        Assert.Equal(OutcomeKind.Done, bench.Loop.Apply(new PageEvent
        {
            TimeNs = bench.NowNs,
            Op = EventOp.Alloc,
            Id = id,
            Mobility = MigrateType.Movable,
            Source = PageSource.Anon,
            Effort = Effort.Normal,
            Page = page,
        }).Kind);
}
