using FragSim.Sim.Events;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class DaemonWatchTests
{
    private const string Scan = "mm_compaction_isolate_migratepages: range=(0x0 ~ 0x200) "
        + "nr_scanned=1 nr_taken=0";

    private const string Wake = "mm_vmscan_kswapd_wake: nid=0 order=0";

    private const string Kswapd = "kswapd0-37";

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
    public void Kswapd_is_asleep_from_its_last_event_on_once_somebody_wakes_it()
    {
        using MiniRecording mini = new MiniRecording()
            .Raw(Wake, Kswapd).Alloc(16).Free(16, task: Kswapd).Alloc(17)
            .Raw("mm_vmscan_wakeup_kswapd: nid=0 order=9 gfp_flags=GFP_TRANSHUGE").Alloc(18)
            .Raw(Wake, Kswapd).Alloc(19);
        Assert.Equal(
            [EventOp.KswapdRuns, EventOp.Alloc, EventOp.Free, EventOp.KswapdSleeps,
                EventOp.Alloc, EventOp.Alloc, EventOp.KswapdRuns, EventOp.Alloc],
            mini.Play().Select(e => e.Op));
    }

    [Fact]
    public void Kswapd_lay_down_a_tenth_of_a_second_before_the_event_of_its_sleep()
    {
        using MiniRecording mini = new MiniRecording().Raw(Wake, Kswapd)
            .Line(AllocAt("2.100000", 0x10)).Line(AllocAt("2.300000", 0x11))
            .Line("         kswapd0-37      [000] .....     2.350000: "
                + "mm_vmscan_kswapd_sleep: nid=0");
        List<PageEvent> events = mini.Play();
        Assert.Equal(
            [EventOp.KswapdRuns, EventOp.Alloc, EventOp.KswapdSleeps, EventOp.Alloc],
            events.Select(e => e.Op));
        Assert.Equal(2_246_000_000, events[2].TimeNs);
    }

    [Fact]
    public void Kswapd_that_goes_on_without_sleeping_begins_anew_and_silence_is_no_sleep()
    {
        using MiniRecording mini = new MiniRecording().Raw(Wake, Kswapd)
            .Line(AllocAt("2.900000", 0x10))
            .Line("         kswapd0-37      [000] .....     2.950000: "
                + "mm_vmscan_kswapd_wake: nid=0 order=9");
        Assert.Equal([EventOp.KswapdRuns, EventOp.Alloc, EventOp.KswapdRuns],
            mini.Play().Select(e => e.Op));
    }

    [Fact]
    public void Kswapd_at_work_when_the_simulation_begins_is_at_work_in_it()
    {
        using MiniRecording mini = new(begins: false);
        mini.Raw(Wake, Kswapd).Mark("snap 00-start lists-read").Alloc(16);
        Assert.Equal([EventOp.KswapdRuns, EventOp.Alloc], mini.Play().Select(e => e.Op));
    }

    private static string AllocAt(string seconds, uint pfn) =>
        $"        worker-7       [000] .....     {seconds}: mm_page_alloc: "
        + $"page=ffffea000000{pfn * 64:x4} pfn=0x{pfn:x} order=0 migratetype=1 "
        + "gfp_flags=GFP_KERNEL";
}
