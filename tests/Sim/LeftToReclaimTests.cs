using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class LeftToReclaimTests
{
    private static readonly AllocationRequest BasePage =
        new(0, MigrateType.Movable, PageSource.Anon, Effort.Normal);

    [Fact]
    public void A_page_that_recorded_reclaim_freed_stays_without_an_owner()
    {
        var bench = new TestMachine();
        bench.Cache(1);
        uint pfn = bench[1];
        FreedByReclaim(bench, 1);
        Assert.Equal(Pfn.None, bench[1]);
        Assert.Equal(FrameState.Allocated(Order.Base), bench.Machine.Frames.State[pfn]);
        Assert.Equal(Pfn.None, bench.Machine.Frames.Owner[pfn]);
        bench.Audit([1]);
    }

    [Fact]
    public void Its_id_may_name_another_page_which_reclaim_of_the_first_leaves_alone()
    {
        var bench = new TestMachine();
        bench.Cache(1);
        FreedByReclaim(bench, 1);
        bench.Unmovable(1);
        Assert.Equal(1, bench.Machine.Reclaimer.Direct(BasePage));
        Assert.NotEqual(Pfn.None, bench[1]);
        bench.Audit([1]);
        Assert.Equal(OutcomeKind.Done, bench.Do(EventOp.Free, 1).Kind);
        Assert.Equal(0, bench.Count(VmCounter.FreeSkipped));
    }

    [Fact]
    public void Its_id_may_name_another_page_which_a_move_of_the_first_leaves_alone()
    {
        var bench = new TestMachine("grouping+compaction");
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            if (id % 4 != 0)
                bench.Free(id);
        }
        uint left = bench[4];
        FreedByReclaim(bench, 4);
        bench.Unmovable(4);
        uint renamed = bench[4];
        bench.Do(EventOp.CompactMemory);
        Assert.NotEqual(FrameState.Allocated(Order.Base), bench.Machine.Frames.State[left]);
        Assert.Equal(renamed, bench[4]);
        bench.Audit(Enumerable.Range(1, (int)pages).Select(i => (uint)i));
    }

    [Fact]
    public void A_page_read_for_the_first_time_is_no_refault_though_its_id_named_another()
    {
        var bench = new TestMachine();
        bench.Cache(1);
        bench.Machine.Reclaimer.Direct(BasePage);
        FreedByReclaim(bench, 1);
        bench.Cache(1);
        Assert.Equal(0, bench.Count(VmCounter.WorkingsetRefaultFile));
    }

    [Fact]
    public void A_page_that_is_not_for_reclaim_to_take_is_freed()
    {
        var bench = new TestMachine();
        long before = bench.Machine.FreePages;
        bench.Unmovable(1);
        FreedByReclaim(bench, 1);
        Assert.Equal(before, bench.Machine.FreePages);
    }

    [Fact]
    public void Pages_freed_as_one_block_stay_one_by_one()
    {
        var bench = new TestMachine();
        for (uint id = 0; id < 4; id++)
            bench.Cache(id);
        FreedByReclaim(bench, 0, order: 2);
        Assert.Equal(4, bench.Zone.Lru.InactiveFile + NotYetListed(bench));
        Assert.Equal(4, bench.Machine.Reclaimer.Direct(BasePage));
    }

    [Fact]
    public void A_page_in_swap_gives_its_room_back()
    {
        var bench = new TestMachine();
        bench.Alloc(1, flags: EventFlags.Lru);
        bench.Machine.Reclaimer.SwapFreePages = 1;
        Assert.Equal(1, bench.Machine.Reclaimer.Direct(BasePage));
        FreedByReclaim(bench, 1);
        Assert.Equal(1, bench.Machine.Reclaimer.SwapFreePages);
    }

    [Fact]
    public void An_id_given_out_while_it_names_a_page_names_the_new_one_only()
    {
        var bench = new TestMachine();
        bench.Cache(1);
        bench.Cache(1);
        bench.Unmovable(2);
        bench.Unmovable(2);
        bench.Request(2);
        bench.Audit([1, 2]);
    }

    private static void FreedByReclaim(TestMachine bench, uint id, int order = 0) =>
        bench.Loop.Apply(new PageEvent
        {
            Op = EventOp.Free,
            Id = id,
            Order = (byte)order,
            Flags = EventFlags.RecordedReclaim,
        });

    private static long NotYetListed(TestMachine bench) =>
        bench.Machine.OffLru.CountIn(0, bench.Machine.Frames.Count);
}
