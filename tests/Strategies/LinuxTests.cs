using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class LinuxTests
{
    [Fact]
    public void It_has_the_per_CPU_lists_and_marks_of_a_kernel_with_huge_pages()
    {
        var bench = new TestMachine("linux", 1024);
        Assert.NotNull(bench.Zone.Pcp);
        Assert.Equal(63, bench.Zone.Pcp.Batch);
        // One zone: 11 pageblocks.
        Assert.Equal(11 * 512, bench.Zone.Watermarks.Min);
    }

    [Fact]
    public void Single_pages_are_taken_from_the_buddy_a_batch_at_a_time()
    {
        var bench = new TestMachine("linux", 1024);
        long before = bench.Zone.FreePages;
        bench.Alloc(1);
        Assert.Equal(before - 63, bench.Zone.FreePages);
        Assert.Equal(62, bench.Zone.PcpPages);
        bench.Alloc(2);
        Assert.Equal(before - 63, bench.Zone.FreePages);
    }

    [Fact]
    public void A_huge_page_freed_may_hide_on_a_CPUs_list()
    {
        var bench = new TestMachine("linux", 1024);
        Assert.True(bench.Request(1));
        uint pfn = bench[1];
        bench.Free(1);
        Assert.True(FrameState.IsPcp(bench.Machine.Frames.State[pfn]));
        Assert.True(bench.Request(2));
        Assert.Equal(pfn, bench[2]);
    }

    [Fact]
    public void A_failed_request_compacts_and_is_served()
    {
        TestMachine bench = Sieve();
        Assert.True(bench.Request(900_000));
        Assert.Equal(GrantPath.Compacted, bench.LastRequest.Path);
        bench.Machine.Validate();
    }

    [Fact]
    public void A_caller_that_may_not_wait_falls_back_at_once()
    {
        TestMachine bench = Sieve();
        Assert.False(bench.Request(900_000, effort: Effort.None));
        Assert.Equal(0, bench.LastRequest.PagesMigrated);
    }

    [Fact]
    public void Proactive_compaction_defragments_an_idle_machine()
    {
        TestMachine bench = Sieve();
        bench.NowNs += 60_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.True(bench.Machine.BackgroundNs > 0);
        Assert.True(bench.Count(VmCounter.CompactDaemonMigrateScanned) > 0);
        Assert.True(bench.Request(900_000));
        Assert.Equal(GrantPath.Free, bench.LastRequest.Path);
    }

    [Fact]
    public void Proactive_compaction_tries_blocks_that_were_found_useless_before()
    {
        TestMachine bench = Sieve();
        for (uint at = bench.Zone.Start; at < bench.Zone.End; at += 512)
            bench.Zone.Pageblocks.SetSkip(at, true);
        bench.NowNs += 60_000_000_000;
        bench.Do(EventOp.Idle);
        Assert.True(bench.Count(VmCounter.PgmigrateSuccess) > 0);
    }

    [Fact]
    public void What_reclaim_frees_is_found_even_on_a_per_CPU_list_of_another_type()
    {
        var bench = new TestMachine("linux");
        bench.Zone.Watermarks.Set(0, 0, 0);
        bench.Fill(1, flags: EventFlags.None);
        bench.Free(1);
        Assert.True(bench.Cache(100_000));
        bench.Zone.Pcp!.DrainAll();
        bench.Fill(200_000, flags: EventFlags.None);
        bench.Zone.SetPageblockType(bench[100_000], MigrateType.Reclaimable);
        Assert.True(bench.Alloc(300_000, effort: Effort.Direct));
        Assert.True(bench.Machine.Handles.WasReclaimed(100_000));
    }

    [Fact]
    public void Memory_mixed_wakes_kswapd_to_make_room()
    {
        var bench = new TestMachine("linux", 256);
        bench.Zone.Watermarks.Set(1000, 1250, 1500);
        uint id = 1;
        while (bench.Zone.FreePages > 2500)
            bench.Cache(id++);
        for (uint free = 1; free < 1000; free += 2)
            bench.Free(free);
        uint unmovable = 900_000;
        while (bench.Zone.Watermarks.Boost == 0 && bench.Unmovable(unmovable))
            unmovable++;
        bench.Unmovable(unmovable + 1);
        Assert.True(bench.Machine.Kswapd.Awake);
    }

    /// <summary>Three of four pages free, the rest movable and spread over all
    /// memory.</summary>
    private static TestMachine Sieve()
    {
        var bench = new TestMachine("linux", 256);
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            if (bench[id] % 4 != 3)
                bench.Free(id);
        }
        bench.Zone.Pcp!.DrainAll();
        return bench;
    }
}
