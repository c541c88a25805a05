using FragSim.Sim.Base;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Text;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class FtraceParserTests
{
    private const string Head = "            init-1       [000] d..3.     2.639794: ";

    [Fact]
    public void An_allocation_has_its_frame_order_mobility_flags_task_and_time()
    {
        FtraceRecord r = One(Head + "mm_page_alloc: page=ffffea0000154e80 pfn=0x553a order=1 "
            + "migratetype=2 gfp_flags=GFP_KERNEL_ACCOUNT|__GFP_ZERO");
        Assert.Equal((FtraceKind.Alloc, 0x553au, (byte)1), (r.Kind, r.Pfn, r.Order));
        Assert.Equal(MigrateType.Reclaimable, r.Mobility);
        Assert.Equal(GfpFlags.Kernel | GfpFlags.Account | GfpFlags.Zero, r.Gfp);
        Assert.Equal((1, 2_639_794_000), (r.Pid, r.TimeNs));
    }

    [Theory]
    [InlineData(0, "GFP_HIGHUSER_MOVABLE|__GFP_ZERO", MigrateType.Movable)]
    [InlineData(0, "GFP_KERNEL|__GFP_RECLAIMABLE", MigrateType.Reclaimable)]
    [InlineData(0, "GFP_KERNEL", MigrateType.Unmovable)]
    [InlineData(1, "GFP_HIGHUSER_MOVABLE", MigrateType.Movable)]
    public void A_kernel_that_does_not_group_calls_all_unmovable_and_the_flags_tell(
        int type, string gfp, MigrateType mobility) => Assert.Equal(mobility,
            One(Head + "mm_page_alloc: page=ffffea0000154e80 pfn=0x553a order=0 "
                + $"migratetype={type} gfp_flags={gfp}").Mobility);

    [Theory]
    [InlineData(32)]
    [InlineData(65_535)]
    [InlineData(66_388)]
    public void The_pages_that_reclaim_looked_at_may_be_any_number(uint scanned)
    {
        FtraceRecord r = One(Head + "mm_vmscan_lru_shrink_inactive: nid=0 "
            + $"nr_scanned={scanned} nr_reclaimed=32 nr_dirty=0");
        Assert.Equal((FtraceKind.ShrinkInactive, scanned), (r.Kind, r.Scanned));
    }

    [Theory]
    [InlineData("zone=DMA      order=9 ret=continue", 0, 9, false)]
    [InlineData("zone=DMA32    order=3 ret=skipped", 1, 3, true)]
    [InlineData("zone=Normal   order=9 ret=not_suitable_zone", 2, 9, true)]
    [InlineData("zone=HighMem  order=4 ret=success", 3, 4, false)]
    [InlineData("zone=Movable  order=-1 ret=continue", 4, 0, false)]
    public void A_zone_that_was_asked_has_its_place_the_order_and_the_answer(
        string fields, int zone, int order, bool unsuitable)
    {
        FtraceRecord r = One(Head + "mm_compaction_suitable: node=0 " + fields);
        Assert.Equal((FtraceKind.Suitable, zone, order, unsuitable),
            (r.Kind, r.Zone, r.Order, r.Unsuitable));
    }

    [Fact]
    public void Direct_reclaim_says_what_for_and_whether_it_took_anything()
    {
        FtraceRecord r = One(
            Head + "mm_vmscan_direct_reclaim_begin: order=3 gfp_flags=GFP_KERNEL");
        Assert.Equal((3, GfpFlags.Kernel), (r.Order, r.Gfp));
        Assert.True(One(Head + "mm_vmscan_direct_reclaim_end: nr_reclaimed=10").Progress);
        Assert.False(One(Head + "mm_vmscan_direct_reclaim_end: nr_reclaimed=0").Progress);
    }

    [Theory]
    [InlineData("page=0000000000000000 pfn=0x0")]
    [InlineData("page=(null) pfn=0")]
    [InlineData("page=          (null) pfn=0")]
    [InlineData("page=  (null) pfn=4294967295")]
    [InlineData("page=(null) pfn=377957122048")]
    [InlineData("page=00000000a3f1c2d4 pfn=0")]
    [InlineData("page=(____ptrval____) pfn=0x0")]
    [InlineData("pfn=-1")]
    [InlineData("pfn=0xffffffffffffffff")]
    [InlineData("pfn=18446744073709551615")]
    public void An_allocation_of_no_page_has_failed(string page)
    {
        FtraceRecord r = One(Head + $"mm_page_alloc: {page} order=9 migratetype=1 "
            + "gfp_flags=GFP_TRANSHUGE");
        Assert.Equal(FtraceKind.AllocFailed, r.Kind);
    }

    [Theory]
    [InlineData("page=0000000000000000 pfn=0x553a")]
    [InlineData("page=00000000 pfn=21818")]
    [InlineData("page=0 pfn=0x553a")]
    [InlineData("page=          (null) pfn=21818")]
    public void A_page_that_is_not_printed_says_nothing_of_a_refusal(string page)
    {
        FtraceRecord r = One(Head + $"mm_page_alloc: {page} order=0 migratetype=1 "
            + "gfp_flags=GFP_USER");
        Assert.Equal((FtraceKind.Alloc, 0x553au), (r.Kind, r.Pfn));
    }

    [Theory]
    [InlineData("GFP_MOVABLE|GFP_HARDWALL", GfpFlags.Movable | GfpFlags.Hardwall)]
    [InlineData("GFP_ATOMIC|GFP_NOWARN|GFP_ZERO",
        GfpFlags.High | GfpFlags.Atomic | GfpFlags.KswapdReclaim | GfpFlags.Nowarn | GfpFlags.Zero)]
    [InlineData("GFP_TEMPORARY", GfpFlags.Kernel | GfpFlags.Reclaimable)]
    [InlineData("__GFP_WAIT|__GFP_REPEAT", GfpFlags.Reclaim | GfpFlags.RetryMayfail)]
    public void Flags_of_old_kernels_have_the_names_of_their_time(string text, object flags) =>
        Assert.Equal(flags, One(Head + "mm_page_alloc: pfn=0x1 order=0 migratetype=0 gfp_flags="
            + text).Gfp);

    [Theory]
    [InlineData("mode=async status=partial_skipped     ", "partial_skipped")]
    [InlineData("mode=aysnc status=success\\n", "success")]
    [InlineData("status=9", "other")]
    [InlineData("zone_end=0x3", "other")]
    public void A_round_of_compaction_says_how_it_ended(string fields, string status) =>
        Assert.Equal(status, FtraceNames.Statuses[
            One(Head + "mm_compaction_end: zone_start=0x1 zone_end=0x3, " + fields).Status]);

    [Fact]
    public void A_free_has_its_frame_and_order_also_when_the_pfn_is_decimal()
    {
        FtraceRecord r = One(Head + "mm_page_free: page=ffffea0000154e80 pfn=21818 order=3");
        Assert.Equal((FtraceKind.Free, 21818u, (byte)3), (r.Kind, r.Pfn, r.Order));
    }

    [Fact]
    public void A_migration_names_both_frames()
    {
        FtraceRecord r = One(Head + "fs_migrate: (folio_migrate_flags+0x0/0x180) "
            + "newpage=0xffffea00003def80 page=0xffffea00000c7dc0");
        Assert.Equal((FtraceKind.Migrate, 0xf7beu, 0x31f7u), (r.Kind, r.Pfn, r.OldPfn));
    }

    [Fact]
    public void Struct_pages_of_a_randomised_kernel_are_found_from_an_event_that_has_both()
    {
        FtraceRecord r = Last(
            Head + "mm_page_free: page=fffff11780000040 pfn=0x1 order=0",
            Head + "fs_isolate_free: (__isolate_free_page+0x0/0x1d0) page=0xfffff11780001000 "
                + "order=0x3");
        Assert.Equal((FtraceKind.IsolateFree, 0x40u, (byte)3), (r.Kind, r.Pfn, r.Order));
    }

    [Theory]
    [InlineData("mm_page_free_batched: page=ffffea0000154e80 pfn=0x1", FtraceKind.FreeBatched)]
    [InlineData("mm_page_alloc_zone_locked: page=f pfn=0x1 order=0", FtraceKind.ZoneLocked)]
    [InlineData("mm_page_pcpu_drain: page=f pfn=0x1 order=0", FtraceKind.PcpuDrain)]
    [InlineData("mm_page_alloc_extfrag: page=f pfn=0x1", FtraceKind.Extfrag)]
    [InlineData("fs_split: (split_page+0x0/0x40) page=0xffffea00003c6000 order=0x6",
        FtraceKind.Split)]
    [InlineData("fs_set_pageblock: (x) page=0xffffea00003c6000 mt=0x1", FtraceKind.SetPageblock)]
    [InlineData("mm_vmscan_direct_reclaim_begin: order=9 gfp_flags=GFP_KERNEL",
        FtraceKind.DirectReclaimBegin)]
    [InlineData("mm_vmscan_direct_reclaim_end: nr_reclaimed=1", FtraceKind.DirectReclaimEnd)]
    [InlineData("mm_compaction_begin: zone_start=0x1000", FtraceKind.CompactionBegin)]
    [InlineData("mm_compaction_end: zone_start=0x1000", FtraceKind.CompactionEnd)]
    [InlineData("mm_compaction_finished: node=0", FtraceKind.Background)]
    [InlineData("mm_migrate_pages: nr_succeeded=1", FtraceKind.Background)]
    [InlineData("mm_vmscan_wakeup_kswapd: nid=0", FtraceKind.WakeupKswapd)]
    [InlineData("mm_compaction_wakeup_kcompactd: nid=0 order=9", FtraceKind.WakeupKcompactd)]
    [InlineData("sched_switch: prev_comm=init", FtraceKind.Other)]
    [InlineData("tracing_mark_write: hello", FtraceKind.Other)]
    public void Every_event_of_a_recording_is_known(string fields, object kind) =>
        Assert.Equal(kind, One(Head + fields).Kind);

    [Fact]
    public void A_mark_gives_its_words()
    {
        FtraceRecord r = One(Head + "tracing_mark_write: ORACLE req 3 end ok=1 latency_ns=5");
        Assert.Equal((FtraceKind.Mark, "req 3 end ok=1 latency_ns=5"), (r.Kind, r.Text));
    }

    [Theory]
    [InlineData("      kcompactd0-28      [000] .....     5.3: x: y", FtraceTask.Kcompactd, 28)]
    [InlineData("         kswapd0-40      [013] ...1.     5.3: x: y", FtraceTask.Kswapd, 40)]
    [InlineData(" kworker/0:1-ev-117     [000] .....     5.3: x: y", FtraceTask.Other, 117)]
    [InlineData("   my [0] task-x-117     [000] .....     5.3: x: y", FtraceTask.Other, 117)]
    [InlineData("           <...>-1234567 [000] .....     5.3: x: y", FtraceTask.Other, 1234567)]
    public void A_task_is_known_whatever_its_name_holds(string line, object task, int pid)
    {
        FtraceRecord r = One(line);
        Assert.Equal((task, pid, 5_300_000_000), (r.Task, r.Pid, r.TimeNs));
    }

    [Fact]
    public void Lost_events_of_a_ring_are_told()
    {
        FtraceRecord r = One("CPU:3 [LOST 1234 EVENTS]");
        Assert.Equal((FtraceKind.Lost, 1234L), (r.Kind, r.Lost));
    }

    [Fact]
    public void Parsing_a_hundred_thousand_lines_allocates_nothing_but_marks()
    {
        using TempFolder folder = new();
        string line = Head + "mm_page_alloc: page=ffffea0000154e80 pfn=0x553a order=1 "
            + "migratetype=0 gfp_flags=GFP_KERNEL|__GFP_ZERO\n";
        string path = folder.File("t", string.Concat(Enumerable.Repeat(line, 100_000)));
        using FtraceParser parser = new(new LineReader(path, 4096, ahead: false));
        FtraceRecord record = default;
        parser.Read(ref record);
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (parser.Read(ref record))
            continue;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    private static FtraceRecord One(string line) => Last(line);

    private static FtraceRecord Last(params string[] lines)
    {
        using TempFolder folder = new();
        string path = folder.File("t", string.Join('\n', lines));
        using FtraceParser parser = new(new LineReader(path, 4096, ahead: false));
        FtraceRecord record = default;
        foreach (string _ in lines)
            Assert.True(parser.Read(ref record));
        FtraceRecord last = record;
        Assert.False(parser.Read(ref record));
        return last;
    }
}
