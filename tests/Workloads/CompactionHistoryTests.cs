using FragSim.Sim;
using FragSim.Sim.Boot;
using FragSim.Workloads.Recordings;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class CompactionHistoryTests
{
    private const string Mark = "tracing_mark_write: ORACLE ";

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

    private static string Line(string what, string task = "init-155") =>
        $"    {task}     [000] .....     4.681868: {what}";
}
