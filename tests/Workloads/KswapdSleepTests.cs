using FragSim.Sim.Base;
using FragSim.Sim.Events;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>When kswapd lies down, for which order, and what it isolates before others run.
/// </summary>
public sealed class KswapdSleepTests
{
    private const string Kswapd = "kswapd0-37";
    private const string Wake = "mm_vmscan_kswapd_wake: nid=0 order=9";
    private const string Look =
        "mm_compaction_suitable: node=0 zone=DMA32    order=9 ret=continue";

    private const string WakeCompactor =
        "mm_compaction_wakeup_kcompactd: nid=0 order=9 classzone_idx=DMA32";

    [Theory]
    [InlineData(Look, true, 9)]
    [InlineData(WakeCompactor, true, 0)]
    [InlineData("mm_vmscan_lru_shrink_inactive: nid=0 nr_scanned=1 nr_reclaimed=0", false, 0)]
    public void It_sleeps_from_its_look_for_kcompactds_sake_on_with_the_order_of_that_look(
        string last, bool lies, int order)
    {
        using MiniRecording mini = new MiniRecording().Raw(Wake, Kswapd).Raw(last, Kswapd)
            .Line(At("2.300000", "worker-7", AllocOf(0x10)))
            .Line(At("2.350000", Kswapd, "mm_vmscan_kswapd_sleep: nid=0"));
        PageEvent sleeps = Assert.Single(mini.Play(), e => e.Op == EventOp.KswapdSleeps);
        Assert.Equal(order, sleeps.Order);
        // The event of its sleep comes a tenth of a second after it lay down.
        Assert.Equal(lies ? 2_000_002_000 : 2_246_000_000, sleeps.TimeNs);
    }

    [Fact]
    public void A_look_right_after_reclaim_leaves_it_at_work_until_it_looks_again()
    {
        using MiniRecording mini = new MiniRecording().Alloc(16).Raw(Wake, Kswapd)
            .Free(16, task: Kswapd).Raw(Look, Kswapd).Alloc(17).Raw(Look, Kswapd).Alloc(18)
            .Line(At("2.350000", Kswapd, "mm_vmscan_kswapd_sleep: nid=0"));
        Assert.Equal(
            [EventOp.Alloc, EventOp.KswapdRuns, EventOp.Free, EventOp.Alloc,
                EventOp.KswapdSleeps, EventOp.Alloc],
            mini.Play().Select(e => e.Op));
    }

    [Fact]
    public void Its_runs_carry_the_order_it_was_woken_for()
    {
        using MiniRecording mini = new MiniRecording().Raw(Wake, Kswapd);
        Assert.Equal((EventOp.KswapdRuns, Order.Huge),
            Assert.Single(mini.Play().Select(e => (e.Op, (int)e.Order))));
    }

    [Fact]
    public void What_it_frees_in_one_go_it_isolated_before_others_ran()
    {
        using MiniRecording mini = new MiniRecording().Alloc(16).Alloc(17).Alloc(19)
            .Raw(Wake, Kswapd).Alloc(18).Free(16, task: Kswapd).Free(19)
            .Free(17, task: Kswapd).Raw(Look, Kswapd).Alloc(20);
        List<PageEvent> events = mini.Play();
        Assert.Equal(
            [EventOp.KswapdRuns, EventOp.ReclaimIsolates, EventOp.ReclaimIsolates,
                EventOp.Alloc, EventOp.Free, EventOp.Free, EventOp.Free, EventOp.Alloc],
            events.Skip(3).Select(e => e.Op));
        Assert.Equal([events[0].Id, events[1].Id], [events[4].Id, events[5].Id]);
        Assert.Equal(Sorted(events), events.Select(e => e.TimeNs));
    }

    [Fact]
    public void What_it_frees_while_nobody_else_runs_is_isolated_for_nobody_to_see()
    {
        using MiniRecording mini = new MiniRecording().Alloc(16).Alloc(17).Raw(Wake, Kswapd)
            .Free(16, task: Kswapd).Free(17, task: Kswapd).Raw(Look, Kswapd);
        Assert.DoesNotContain(mini.Play(), e => e.Op == EventOp.ReclaimIsolates);
    }

    [Fact]
    public void A_page_born_since_was_not_isolated_before()
    {
        using MiniRecording mini = new MiniRecording().Alloc(16).Raw(Wake, Kswapd).Alloc(17)
            .Free(16, task: Kswapd).Free(17, task: Kswapd).Raw(Look, Kswapd);
        List<PageEvent> events = mini.Play();
        Assert.Equal(
            [EventOp.Alloc, EventOp.KswapdRuns, EventOp.ReclaimIsolates, EventOp.Alloc,
                EventOp.Free, EventOp.Free],
            events.Select(e => e.Op));
        Assert.Equal(events[0].Id, events[2].Id);
    }

    [Fact]
    public void Events_that_only_repeat_its_frees_do_not_end_what_it_frees_in_one_go()
    {
        using MiniRecording mini = new MiniRecording().Alloc(16).Alloc(17).Alloc(19)
            .Raw(Wake, Kswapd).Alloc(18).Free(16, task: Kswapd)
            .Raw("mm_page_free_batched: page=ffffea0000000400 pfn=0x10 order=0", Kswapd)
            .Free(19).Free(17, task: Kswapd).Raw(Look, Kswapd);
        Assert.Equal(
            [EventOp.KswapdRuns, EventOp.ReclaimIsolates, EventOp.ReclaimIsolates,
                EventOp.Alloc, EventOp.Free, EventOp.Free, EventOp.Free],
            mini.Play().Skip(3).Select(e => e.Op));
    }

    private static IEnumerable<long> Sorted(List<PageEvent> events) =>
        events.Select(e => e.TimeNs).Order();

    private static string AllocOf(uint pfn) =>
        $"mm_page_alloc: page=ffffea000000{pfn * 64:x4} pfn=0x{pfn:x} order=0 migratetype=1 "
        + "gfp_flags=GFP_KERNEL";

    private static string At(string seconds, string task, string fields) =>
        $"{task[..task.IndexOf('-')],16}-{task[(task.IndexOf('-') + 1)..],-7} [000] .....     "
        + $"{seconds}: {fields}";

    [Fact]
    public void A_free_of_another_task_is_none_of_kswapd_where_its_own_has_no_event()
    {
        using MiniRecording mini = new MiniRecording().Alloc(16).Alloc(17)
            .Raw(Wake, Kswapd)
            .Alloc(18).Free(17).Free(500, task: Kswapd)
            .Raw(Look, Kswapd);
        Assert.DoesNotContain(mini.Play(), e => e.Op == EventOp.ReclaimIsolates);
    }

    [Fact]
    public void An_id_used_again_after_its_page_was_freed_was_isolated_all_the_same()
    {
        using MiniRecording mini = new MiniRecording().Alloc(16).Alloc(17)
            .Raw(Wake, Kswapd)
            .Alloc(18).Free(16, task: Kswapd).Alloc(19).Free(17, task: Kswapd)
            .Raw(Look, Kswapd);
        Assert.Equal(2, mini.Play().Count(e => e.Op == EventOp.ReclaimIsolates));
    }
}
