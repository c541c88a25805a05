using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class KcompactdTests
{
    [Fact]
    public void Each_of_its_steps_takes_its_price_and_others_run_in_between()
    {
        TestMachine bench = Sieve(false);
        Wake(bench);
        bench.NowNs += 10 * bench.Machine.Costs.MigrateNs;
        bench.Do(EventOp.Idle);
        Assert.True(bench.Machine.Daemon.AtWork);
        Assert.True(bench.Count(VmCounter.PgmigrateSuccess) <= 10);
        bench.NowNs += 10_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.False(bench.Machine.Daemon.AtWork);
        Assert.True(bench.Count(VmCounter.PgmigrateSuccess) > 32);
        Assert.True(bench.Machine.BackgroundNs > 0);
        bench.Machine.Validate();
    }

    [Fact]
    public void Once_it_is_done_it_holds_no_isolated_page()
    {
        TestMachine bench = Sieve(false);
        Wake(bench);
        int looks = 0;
        while (bench.Count(VmCounter.PgmigrateSuccess) == 0 || bench.Machine.IsDaemonAtWork)
        {
            bench.Machine.Validate();
            Assert.True(looks++ < 100_000, "It goes on for ever.");
            bench.NowNs += 1_000_000;
            bench.Do(EventOp.Idle);
        }
        Assert.Equal(0, bench.Machine.IsolatedPages);
        bench.Machine.Validate();
    }

    [Fact]
    public void It_makes_a_step_whenever_the_recorded_one_made_one()
    {
        TestMachine bench = Sieve(true);
        Wake(bench);
        Assert.Equal(1, bench.Count(VmCounter.CompactDaemonWake));
        Assert.True(bench.Machine.Daemon.AtWork);
        Assert.Equal(0, bench.Count(VmCounter.CompactMigrateScanned));
        while (bench.Count(VmCounter.CompactDaemonFreeScanned) == 0)
            bench.Do(EventOp.KcompactdWorks);
        // It has isolated a cluster of pages, and targets.
        Assert.Equal(0, bench.Count(VmCounter.PgmigrateSuccess));
        for (int moved = 1; moved <= 8; moved++)
        {
            bench.NowNs += 1_000_000_000;
            bench.Do(EventOp.Idle);
            bench.Do(EventOp.KcompactdWorks);
            Assert.Equal(moved, bench.Count(VmCounter.PgmigrateSuccess));
        }
    }

    [Fact]
    public void Once_the_recorded_one_sleeps_its_steps_take_the_time_they_are_worth()
    {
        TestMachine bench = Sieve(true);
        Wake(bench);
        while (bench.Count(VmCounter.PgmigrateSuccess) == 0)
            bench.Do(EventOp.KcompactdWorks);
        bench.Do(EventOp.KcompactdSleeps);
        long before = bench.Count(VmCounter.PgmigrateSuccess);
        bench.NowNs += 10 * bench.Machine.Costs.MigrateNs;
        bench.Do(EventOp.Idle);
        Assert.InRange(bench.Count(VmCounter.PgmigrateSuccess) - before, 1, 11);
        Assert.True(bench.Machine.Daemon.AtWork);
        bench.NowNs += 10_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.False(bench.Machine.Daemon.AtWork);
        Assert.True(bench.Machine.BackgroundNs > 0);
        bench.Machine.Validate();
    }

    [Fact]
    public void It_looks_when_the_recorded_one_did_and_at_no_other_time()
    {
        TestMachine bench = Sieve(true);
        bench.NowNs += 60_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.Equal(0, bench.Count(VmCounter.CompactMigrateScanned));
        bench.Do(EventOp.KcompactdLooks);
        Assert.True(bench.Machine.Daemon.AtWork);
    }

    [Fact]
    public void Work_without_a_step_of_the_recorded_ones_to_make_it_in_waits()
    {
        TestMachine bench = Sieve(true);
        bench.Do(EventOp.KcompactdWorks);
        Assert.False(bench.Machine.Daemon.AtWork);
        Assert.Equal(0, bench.Count(VmCounter.CompactMigrateScanned));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1_000_000, false)]
    public void A_zone_is_worth_it_only_if_it_has_room_for_the_highest_one_too(
        long reserve, bool works)
    {
        TestMachine bench = TwoZones();
        Zone zone = bench.Zone;
        zone.Watermarks.Reserve = [0, reserve];
        Wake(bench);
        Assert.Equal(works, bench.Machine.Daemon.AtWork);
        Assert.Equal(1, bench.Count(VmCounter.CompactDaemonWake));
    }

    [Fact]
    public void For_the_zones_own_sake_alone_what_is_kept_from_higher_ones_does_not_matter()
    {
        TestMachine bench = TwoZones();
        bench.Zone.Watermarks.Reserve = [0, 1_000_000];
        bench.Strategy.WakeCompactor(bench.Machine, Order.Huge, 0);
        bench.Do(EventOp.KcompactdLooks);
        Assert.True(bench.Machine.Daemon.AtWork);
    }

    [Fact]
    public void A_zone_that_is_not_worth_it_for_its_own_sake_is_passed_over()
    {
        TestMachine bench = TwoZones();
        bench.Zone.Watermarks.Reserve = [1_000_000, 0];
        Wake(bench);
        Assert.False(bench.Machine.Daemon.AtWork);
    }

    [Fact]
    public void An_order_that_was_wanted_is_tried_once()
    {
        TestMachine bench = TwoZones();
        bench.Zone.Watermarks.Reserve = [0, 1_000_000];
        Wake(bench);
        Assert.Equal(1, bench.Count(VmCounter.CompactDaemonWake));
        bench.Do(EventOp.KcompactdLooks);
        Assert.Equal(1, bench.Count(VmCounter.CompactDaemonWake));
    }

    /// <summary>Wakes it for a huge page from any zone, and has it look.</summary>
    private static void Wake(TestMachine bench)
    {
        bench.Strategy.WakeCompactor(
            bench.Machine, Order.Huge, bench.Machine.Zones.Count - 1);
        bench.Do(EventOp.KcompactdLooks);
    }

    /// <summary>The lower zone is broken up; the one above, for movable pages only, has huge
    /// pages.</summary>
    private static TestMachine TwoZones()
    {
        var bench = new TestMachine("linux", 256, Order.Huge, true,
            "kernelcore=128M", "vm.compaction_proactiveness=0");
        Assert.Equal(2, bench.Machine.Zones.Count);
        BreakUp(bench, bench.Zone);
        bench.Machine.Zones[1].Watermarks.Set(0, 0, 0);
        return bench;
    }

    private static TestMachine Sieve(bool isGiven)
    {
        var bench = new TestMachine("linux", 256, isGiven: isGiven);
        BreakUp(bench, bench.Zone);
        return bench;
    }

    /// <summary>Three of four pages free, the rest movable and spread over all of the zone.
    /// </summary>
    private static void BreakUp(TestMachine bench, Zone zone)
    {
        uint id = 1;
        while (zone.Buddy.Take(0, MigrateType.Movable) is var pfn && pfn != Pfn.None)
            bench.Machine.Own(pfn, 0, id++, MigrateType.Movable, PageSource.Anon);
        for (uint at = 1; at < id; at++)
        {
            if (bench[at] % 4 != 3)
                bench.Free(at);
        }
        bench.Machine.DrainPcp(zone);
        zone.Watermarks.Set(100, 200, 300);
    }
}
