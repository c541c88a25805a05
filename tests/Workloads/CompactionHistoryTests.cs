using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Traces.Recordings;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class CompactionHistoryTests
{
    private const string Mark = "tracing_mark_write: ORACLE ";

    private static readonly string Snapshot = Line(Mark + "snap 20-rest lists-read");

    [Fact]
    public void What_was_put_off_is_what_the_last_event_before_the_snapshot_says()
    {
        StartCompaction zone = Read(
            Line(Deferral("defer_compaction", 0, 32)), Line(Deferral("deferred", 7, 32)),
            Line(Mark + "snap 20-rest lists-read"), Line(Deferral("deferred", 8, 64)));
        Assert.Equal((7, 5, 9), (zone.Considered, zone.DeferShift, zone.OrderFailed));
    }

    [Fact]
    public void A_run_that_ended_early_goes_on_where_it_ended()
    {
        StartCompaction zone = Read(Line(End(0x14000, 0x18468)));
        Assert.Equal((0x14000u, 0x18468u, false),
            (zone.MigratePfn, zone.FreePfn, zone.FlushSkips));
    }

    [Fact]
    public void A_run_whose_scanners_met_begins_anew_and_clears_the_skip_bits()
    {
        StartCompaction zone = Read(Line(End(0x14000, 0x18468)), Line(End(0x16000, 0x16040)));
        Assert.Equal((null, null, true), (zone.MigratePfn, zone.FreePfn, zone.FlushSkips));
        zone = Read(Line(End(0x16000, 0x16040), "kcompactd0-30"));
        Assert.False(zone.FlushSkips);
    }

    [Fact]
    public void What_the_user_compacts_leaves_no_trace()
    {
        StartCompaction zone = Read(Line(End(0x14000, 0x18468)),
            Line(Mark + "compact_memory begin"), Line(End(0x16000, 0x16040)),
            Line(Mark + "compact_memory end"));
        Assert.Equal((0x14000u, false), (zone.MigratePfn, zone.FlushSkips));
    }

    [Fact]
    public void Where_the_next_run_begins_the_one_before_had_left_it()
    {
        StartCompaction zone = Read(Line(End(0x14000, 0x18468)), Snapshot,
            Line(Begin(0x13e00, 0x18400)), Line(Begin(0x15000, 0x16000)));
        Assert.Equal((0x13e00u, 0x18400u), (zone.MigratePfn, zone.FreePfn));
        zone = Read(Snapshot, Line(Begin(0x13e00, 0x18400)));
        Assert.Equal((0x13e00u, 0x18400u), (zone.MigratePfn, zone.FreePfn));
    }

    [Fact]
    public void A_run_that_begins_where_the_zone_does_tells_nothing_nor_do_those_after_it()
    {
        StartCompaction zone = Read(Line(End(0x14000, 0x18468)), Snapshot,
            Line(Begin(0x1000, 0x1fe00)), Line(Begin(0x13e00, 0x18400)));
        Assert.Equal((0x14000u, 0x18468u), (zone.MigratePfn, zone.FreePfn));
    }

    [Fact]
    public void Where_the_user_compacts_next_is_passed_over()
    {
        StartCompaction zone = Read(Snapshot, Line(Mark + "compact_memory begin"),
            Line(Begin(0x11000, 0x12000)), Line(Mark + "compact_memory end"),
            Line(Begin(0x13e00, 0x18400)));
        Assert.Equal((0x13e00u, 0x18400u), (zone.MigratePfn, zone.FreePfn));
    }

    [Fact]
    public void Where_runs_of_other_zones_begin_tells_nothing_of_this_one()
    {
        StartCompaction zone = Read(Snapshot,
            Line(Begin(0x13e00, 0x18400).Replace("=0x1000 ", "=0x20000 ",
                StringComparison.Ordinal)));
        Assert.Null(zone.MigratePfn);
    }

    [Theory]
    [InlineData("4.900000", true)]
    [InlineData("4.999999", true)]
    [InlineData("5.000000", false)]
    [InlineData("60.000000", false)]
    public void Kswapd_clears_the_skip_bits_if_it_lay_down_after_the_scanners_had_met(
        string sleeps, bool flush)
    {
        StartCompaction zone = Read(Line(End(0x16000, 0x16040), at: "4.900000"),
            Line("mm_vmscan_kswapd_sleep: nid=0", "kswapd0-37", sleeps));
        Assert.Equal(flush, zone.FlushSkips);
        zone = Read(Line("mm_vmscan_kswapd_sleep: nid=0", "kswapd0-37", sleeps),
            Line(End(0x16000, 0x16040), at: "60.000001"));
        Assert.True(zone.FlushSkips);
    }

    [Fact]
    public void A_damaged_line_is_bad_input()
    {
        var error = Assert.Throws<InputException>(() => Read(Line("nothing"),
            Line(Deferral("deferred", 7, 128))));
        Assert.Contains(":2: limit=128 is above 64", error.Message, StringComparison.Ordinal);
    }

    private static StartCompaction Read(params string[] lines)
    {
        using TempFolder folder = new();
        string path = folder.File("a.ftrace.txt", string.Join('\n', lines) + "\n");
        return Assert.Single(CompactionHistory.Read(
            path, "20-rest", [new ZoneSpan("DMA32", 0x1000, 0x1f000)]));
    }

    private static string Deferral(string what, int considered, int limit) =>
        $"mm_compaction_{what}: node=0 zone=DMA32    order=9 order_failed=9 "
        + $"consider={considered} limit={limit}";

    private static string End(uint migrate, uint free) =>
        $"mm_compaction_end: zone_start=0x1000 migrate_pfn=0x{migrate:x} free_pfn=0x{free:x} "
        + "zone_end=0x20000, mode=async status=success";

    private static string Begin(uint migrate, uint free) =>
        $"mm_compaction_begin: zone_start=0x1000 migrate_pfn=0x{migrate:x} free_pfn=0x{free:x} "
        + "zone_end=0x20000, mode=async";

    private static string Line(
        string what, string task = "init-155", string at = "4.681868") =>
        $"    {task}     [000] .....     {at}: {what}";
}
