using FragSim.Sim.Base;
using FragSim.Sim.Events;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class BulkWatchTests
{
    private static MiniRecording Refilled(params uint[] pfns)
    {
        MiniRecording mini = new();
        foreach (uint pfn in pfns)
        {
            mini.Raw($"mm_page_alloc_zone_locked: page=ffffea000000{pfn * 64:x4} pfn=0x{pfn:x} "
                + "order=0 migratetype=0 percpu_refill=1");
        }
        return mini;
    }

    private static MiniRecording Unmovable(MiniRecording mini, uint pfn) =>
        mini.Alloc(pfn, gfp: "GFP_KERNEL", type: 0);

    [Fact]
    public void Pages_before_the_one_that_is_allocated_next_were_taken_in_bulk()
    {
        using MiniRecording mini = Refilled(16, 17, 18, 19, 20);
        List<PageEvent> events = Unmovable(mini, 20).Free(18).Play();
        Assert.Equal(5, events.Count(e => e.Op == EventOp.Alloc));
        Assert.All(events.Take(4), e => Assert.Equal(
            (PageSource.Stack, MigrateType.Unmovable, 0), (e.Source, e.Mobility, (int)e.Order)));
        Assert.Single(events, e => e.Op == EventOp.Free);
        Assert.Equal(4, mini.Tally.SilentAllocPages);
    }

    [Fact]
    public void A_list_is_served_from_its_head_where_frees_go_and_filled_up_at_its_tail()
    {
        using MiniRecording mini = Refilled(16, 17, 18);
        Unmovable(mini, 16);
        Unmovable(mini, 17);
        mini.Free(16);
        Unmovable(mini, 16);
        Unmovable(mini, 18);
        Assert.Equal(4, mini.Play().Count(e => e.Op == EventOp.Alloc));
        Assert.Equal(0, mini.Tally.SilentAllocPages);
    }

    [Fact]
    public void One_page_skipped_is_taken_by_an_interrupt_whose_event_is_still_to_come()
    {
        using MiniRecording mini = Refilled(16, 17);
        Unmovable(mini, 17);
        Unmovable(mini, 16);
        mini.Play();
        Assert.Equal(0, mini.Tally.SilentAllocPages);
    }

    [Fact]
    public void Drained_pages_were_not_taken()
    {
        using MiniRecording mini = Refilled(16, 17, 18);
        foreach (uint pfn in new uint[] { 16, 17 })
        {
            mini.Raw($"mm_page_pcpu_drain: page=ffffea000000{pfn * 64:x4} pfn=0x{pfn:x} order=0 "
                + "migratetype=0");
        }
        Unmovable(mini, 18);
        mini.Play();
        Assert.Equal(0, mini.Tally.SilentAllocPages);
    }
}
