using FragSim.Sim.Events;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class DaemonWatchTests
{
    private const string Scan = "mm_compaction_isolate_migratepages: range=(0x0 ~ 0x200) "
        + "nr_scanned=1 nr_taken=0";

    [Fact]
    public void Kcompactd_looks_when_it_shows_itself_works_by_steps_and_sleeps()
    {
        using MiniRecording mini = new MiniRecording()
            .Raw("mm_compaction_begin: zone_start=0x0 migrate_pfn=0x0 free_pfn=0x600 "
                + "zone_end=0x800, mode=sync", "kcompactd0-28")
            .Raw(Scan, "kcompactd0-28").Alloc(16).Raw(Scan, "kcompactd0-28")
            .Raw("mm_compaction_kcompactd_sleep: nid=0", "kcompactd0-28");
        Assert.Equal(
            [EventOp.KcompactdLooks, EventOp.KcompactdWorks, EventOp.Alloc,
                EventOp.KcompactdWorks, EventOp.KcompactdSleeps],
            mini.Play().Select(e => e.Op));
    }

    [Fact]
    public void A_look_that_found_nothing_to_do_is_a_look_all_the_same()
    {
        using MiniRecording mini = new MiniRecording()
            .Raw("mm_compaction_kcompactd_sleep: nid=0", "kcompactd0-28");
        Assert.Equal([EventOp.KcompactdLooks, EventOp.KcompactdSleeps],
            mini.Play().Select(e => e.Op));
    }

    [Fact]
    public void Kswapd_woken_again_begins_anew_and_is_asleep_once_others_had_the_time_to_run()
    {
        var mini = new MiniRecording()
            .Raw("mm_vmscan_kswapd_wake: nid=0 order=0", "kswapd0-37").Alloc(16)
            .Raw("mm_vmscan_kswapd_wake: nid=0 order=9", "kswapd0-37");
        using (mini)
        {
            // One other task alone would have given the CPU back within a slice of 3 ms.
            mini.Line("        worker-7       [000] .....     2.009000: mm_page_alloc: "
                + "page=ffffea0000000440 pfn=0x11 order=0 migratetype=1 gfp_flags=GFP_KERNEL");
            Assert.Equal(
                [EventOp.KswapdRuns, EventOp.Alloc, EventOp.KswapdRuns, EventOp.KswapdSleeps,
                    EventOp.Alloc],
                mini.Play().Select(e => e.Op));
        }
    }
}
