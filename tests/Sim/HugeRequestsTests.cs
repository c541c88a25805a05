using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Replay;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>What requests cost beside scanning, moving and reclaiming.</summary>
public sealed class HugeRequestsTests
{
    private static readonly CostModel Costs = new();

    [Fact]
    public void A_huge_page_costs_a_look_at_the_pages_of_every_block_that_fills_the_list()
    {
        var bench = new TestMachine("linux", 256);
        Assert.True(bench.Request(1));
        int filled = 1 + (bench.Zone.Pcp!.Pages >> 9);
        Assert.Equal(2, filled);
        Assert.Equal(filled * Costs.CheckPageNs << 9, bench.LastRequest.Stall.TotalNs);
        Assert.True(bench.Request(2));
        Assert.Equal(0, bench.LastRequest.Stall.TotalNs);
    }

    [Fact]
    public void A_fault_without_a_huge_page_waits_until_lists_that_are_empty_are_filled()
    {
        TestMachine bench = Broken();
        bench.Machine.Allocator.DrainPcp();
        PerCpuLists pcp = bench.Zone.Pcp!;
        Assert.False(bench.Request(900_000, effort: Effort.Thp));
        Assert.Equal(2 * pcp.RefillBlocks(0) * Costs.RefillNs, bench.LastRequest.Stall.LockNs);
        // Who asks for the base page and the page table is the workload.
        Assert.True(pcp.IsEmpty(0, MigrateType.Movable));
        Assert.True(pcp.IsEmpty(0, MigrateType.Unmovable));
        bench.Alloc(900_001);
        Assert.False(bench.Request(900_002, effort: Effort.Thp));
        Assert.Equal(pcp.RefillBlocks(0) * Costs.RefillNs, bench.LastRequest.Stall.LockNs);
        bench.Machine.Validate();
    }

    [Fact]
    public void Draining_the_lists_is_paid_by_the_block()
    {
        TestMachine bench = Broken();
        bench.Request(900_000, effort: Effort.Thp);
        bench.Machine.CallerLedger.Clear();
        bench.Machine.Ledger = bench.Machine.CallerLedger;
        long pages = bench.Zone.Pcp!.Pages;
        bench.Machine.DrainPcp(bench.Zone);
        Assert.Equal(pages * Costs.DrainNs, bench.Ledger.Stall.LockNs);
        Assert.Equal(0, bench.Zone.PcpPages);
    }

    [Fact]
    public void A_page_for_the_pool_is_prepared_and_one_for_a_fault_is_zeroed()
    {
        var bench = new TestMachine("linux", 256);
        Assert.True(bench.Request(1, effort: Effort.Normal | Effort.Hugetlb));
        Assert.Equal(Costs.PoolPageNs, bench.LastRequest.Stall.ZeroNs);
        Assert.True(bench.Request(2, effort: Effort.Normal | Effort.Thp | Effort.Zero));
        Assert.Equal(Costs.ZeroHugeNs, bench.LastRequest.Stall.ZeroNs);
    }

    [Fact]
    public void A_recorded_reclaim_costs_what_the_recorded_kernel_looked_at()
    {
        var bench = new TestMachine("none", 64, isGiven: true);
        var given = new RequestReclaim();
        given.Done(scans: 10, rounds: 3, inVain: false);
        bench.Machine.Reclaimer.Given = given;
        bench.Machine.Ledger = bench.Ledger;
        bench.Machine.Reclaimer.TakeGiven();
        Assert.Equal((10 * Costs.LruScanNs) + (3 * Costs.ReclaimRoundNs),
            bench.Ledger.Stall.ReclaimNs);
        bench.Machine.Reclaimer.TakeGiven();
        Assert.Equal((10 * Costs.LruScanNs) + (3 * Costs.ReclaimRoundNs),
            bench.Ledger.Stall.ReclaimNs);
    }

    /// <summary>Every second page of memory is free.</summary>
    private static TestMachine Broken()
    {
        var bench = new TestMachine("linux", 256);
        uint pages = bench.Fill(1, MigrateType.Unmovable, EventFlags.None);
        for (uint id = 1; id <= pages; id += 2)
            bench.Free(id);
        return bench;
    }
}
