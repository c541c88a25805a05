using FragSim.Sim.Base;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class NoneTests
{
    [Fact]
    public void A_free_block_costs_no_more_than_a_look_at_its_pages()
    {
        var bench = new TestMachine();
        Assert.True(bench.Request(1));
        Assert.Equal(GrantPath.Free, bench.LastRequest.Path);
        Assert.Equal(
            bench.Machine.Costs.CheckPageNs << Order.Huge, bench.LastRequest.Stall.TotalNs);
    }

    [Fact]
    public void Nothing_is_moved_for_a_huge_page()
    {
        var bench = new TestMachine();
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id += 2)
            bench.Free(id);
        Assert.False(bench.Request(100_000));
        Assert.Equal(FailureCause.Fragmented, bench.LastRequest.Failure);
        Assert.Equal(0, bench.Count(VmCounter.PgmigrateSuccess));
        Assert.True(bench.LastRequest.OracleGranted);
    }

    [Fact]
    public void Mobilities_share_pageblocks()
    {
        var bench = new TestMachine();
        bench.Alloc(1);
        bench.Unmovable(2);
        Assert.Equal(bench[1] >> 9, bench[2] >> 9);
    }

    [Fact]
    public void An_empty_machine_without_room_says_so()
    {
        var bench = new TestMachine();
        bench.Fill(1);
        Assert.False(bench.Request(100_000));
        Assert.Equal(FailureCause.NoMemory, bench.LastRequest.Failure);
        Assert.False(bench.LastRequest.OracleGranted);
    }
}
