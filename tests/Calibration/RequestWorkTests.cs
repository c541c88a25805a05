using FragSim.Sim.Base;
using FragSim.Tests.Workloads;
using FragSim.Validation.Calibration;
using Xunit;

namespace FragSim.Tests.Calibration;

public sealed class RequestWorkTests
{
    private const string Marks = "tracing_mark_write: ORACLE ";

    [Fact]
    public void The_work_of_a_request_is_what_its_task_did_between_its_marks()
    {
        MeasuredRequest request = Assert.Single(Read(
            Line(9, Marks + "requests rest-thp begin n=240 method=thp"),
            Line(9, "mm_page_pcpu_drain: page=0 pfn=0x1 order=0 migratetype=1"),
            Line(9, Marks + "req 0 begin"),
            Line(9, "mm_compaction_begin: zone_start=0x1 migrate_pfn=0x1 mode=async"),
            Line(9, "mm_compaction_isolate_migratepages: range=(0x1 ~ 0x9) nr_scanned=70 "
                + "nr_taken=32"),
            Line(9, "mm_compaction_isolate_freepages: range=(0x1 ~ 0x9) nr_scanned=400 nr_taken=9"),
            Line(9, "fs_isolate_free: (__isolate_free_page+0x0/0x1) page=0xffff order=3"),
            Line(9, "mm_migrate_pages: nr_succeeded=30 nr_failed=2 nr_thp_succeeded=0"),
            Line(9, "mm_vmscan_lru_shrink_inactive: nid=0 nr_scanned=32 nr_reclaimed=20 nr_dirty=0 "
                + "nr_writeback=0 nr_congested=0 nr_immediate=0 nr_activate_anon=1 "
                + "nr_activate_file=4 nr_ref_keep=0 nr_unmap_fail=0 priority=12 flags=FILE"),
            Line(9, "mm_page_alloc_extfrag: page=0 pfn=0x1 alloc_order=9"),
            Line(9, "mm_page_alloc_zone_locked: page=0 pfn=0x1 order=0 migratetype=1"),
            Line(9, "mm_page_alloc_zone_locked: page=0 pfn=0x200 order=9 migratetype=1"),
            Line(9, Marks + "req 0 end ok=1 latency_ns=290000 pfn=0x200"),
            Line(9, "mm_page_pcpu_drain: page=0 pfn=0x1 order=0 migratetype=1")));
        Assert.Equal(("rest-thp", "thp", true, 290_000, false), (request.Phase, request.Method,
            request.Granted, request.LatencyNs, request.Disturbed));
        (Work, long)[] expected =
        [
            (Work.FramesScanned, 470), (Work.PagesMigrated, 30), (Work.PagesPutBack, 2),
            (Work.FreeBlocksIsolated, 1), (Work.CompactionRuns, 1), (Work.LruScanned, 32),
            (Work.LruActivated, 5), (Work.PagesReclaimed, 20), (Work.LruBatches, 1),
            (Work.Fallbacks, 1), (Work.BuddyTakes, 2), (Work.HugePagesTaken, 512),
        ];
        Assert.Equal(expected, Enum.GetValues<Work>().Select(work => (work, request.Of(work)))
            .Where(done => done.Item2 != 0));
    }

    [Fact]
    public void Rounds_of_reclaim_are_those_over_zones_that_do_not_suit_compaction()
    {
        const string Suits = "mm_compaction_suitable: node=0 zone=DMA32    order=9 ret=";
        MeasuredRequest request = Assert.Single(Read(
            Line(9, Marks + "req 0 begin"),
            Line(9, Suits + "skipped"),
            Line(9, "mm_vmscan_direct_reclaim_begin: order=9 gfp_flags=GFP_TRANSHUGE"),
            Line(9, Suits + "skipped"),
            Line(9, Suits + "not_suitable_zone"),
            Line(9, Suits + "continue"),
            Line(9, "mm_vmscan_direct_reclaim_end: nr_reclaimed=0"),
            Line(9, Suits + "skipped"),
            Line(9, Marks + "req 0 end ok=0 latency_ns=9 pfn=0x0")));
        Assert.Equal(2, request.Of(Work.ReclaimRounds));
    }

    [Fact]
    public void A_request_is_disturbed_when_another_task_does_something_meanwhile()
    {
        var requests = Read(
            Line(9, Marks + "requests final-thp begin n=2 method=thp"),
            Line(9, Marks + "req 0 begin"),
            Line(5, "mm_page_free: page=0 pfn=0x1 order=0"),
            Line(9, Marks + "req 0 end ok=0 latency_ns=5 pfn=0x0"),
            Line(9, Marks + "req 1 begin"),
            Line(9, Marks + "req 1 end ok=0 latency_ns=6 pfn=0x0"));
        Assert.Equal([true, false], requests.Select(r => r.Disturbed));
        Assert.All(requests[0].Done, amount => Assert.Equal(0, amount));
    }

    [Theory]
    [InlineData("req 0 end ok=1 latency_ns=soon pfn=0x1")]
    [InlineData("req 0 end ok=1 latency_ns=99999999999999999999 pfn=0x1")]
    public void A_damaged_latency_is_bad_input_and_its_line_is_told(string end)
    {
        var error = Assert.Throws<InputException>(
            () => Read(Line(9, Marks + "req 0 begin"), Line(9, Marks + end)));
        Assert.Contains(":2:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_count_is_bad_input() => Assert.Throws<InputException>(() => Read(
        Line(9, Marks + "req 0 begin"),
        Line(9, "mm_migrate_pages: nr_succeeded=99999999999 nr_failed=0")));

    private static IReadOnlyList<MeasuredRequest> Read(params string[] lines)
    {
        using TempFolder folder = new();
        string path = folder.File("a.ftrace.txt", string.Join('\n', lines) + "\n");
        return RequestWork.Read(path, TestContext.Current.CancellationToken);
    }

    private static string Line(int pid, string what) =>
        $"            init-{pid}       [000] .....     5.433094: {what}";
}
