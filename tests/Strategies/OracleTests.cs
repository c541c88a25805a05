using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class OracleTests
{
    [Fact]
    public void It_empties_blocks_at_no_cost()
    {
        var bench = new TestMachine("oracle");
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id += 2)
            bench.Free(id);
        Assert.True(bench.Request(900_000));
        Assert.Equal(0, bench.LastRequest.Stall.MigrateNs);
        Assert.Equal(0, bench.LastRequest.Stall.ScanNs);
        Assert.Equal(0, bench.Machine.CallerLedger.Stall.ReclaimNs);
        bench.Machine.Validate();
    }

    [Fact]
    public void It_drops_page_cache_where_there_is_no_room()
    {
        var bench = new TestMachine("oracle");
        for (uint id = 1; id < 16_000; id++)
            bench.Cache(id);
        for (uint id = 900_000; id < 900_020; id++)
            Assert.True(bench.Request(id), $"{id}");
        bench.Machine.Validate();
    }

    [Fact]
    public void The_bound_counts_blocks_that_nothing_holds_down_and_memory_to_empty_them_into()
    {
        var bench = new TestMachine();
        long all = OracleBound.HugePages(bench.Machine);
        Assert.Equal(bench.Zone.FreePages / 512, all);
        Assert.True(bench.Unmovable(1));
        Assert.InRange(OracleBound.HugePages(bench.Machine), all - 1, all);
        uint pages = bench.Fill(2);
        Assert.Equal(0, OracleBound.HugePages(bench.Machine));
        for (uint id = 2; id < pages; id += 2)
            bench.Free(id);
        long half = OracleBound.HugePages(bench.Machine);
        Assert.InRange(half, (all / 2) - 2, (all / 2) + 1);
        for (uint id = 3; id < pages; id += 2)
            bench.Do(EventOp.Pin, id);
        Assert.InRange(OracleBound.HugePages(bench.Machine), 0, 1);
    }

    [Fact]
    public void A_huge_page_that_is_held_counts_for_no_other_request()
    {
        var bench = new TestMachine("oracle");
        long all = OracleBound.HugePages(bench.Machine);
        Assert.True(bench.Request(1));
        Assert.Equal(all - 1, OracleBound.HugePages(bench.Machine));
        bench.Free(1);
        Assert.Equal(all, OracleBound.HugePages(bench.Machine));
    }

    [Fact]
    public void Unmovable_pages_keep_even_the_oracle_out()
    {
        var bench = new TestMachine("oracle");
        uint pages = bench.Fill(1, MigrateType.Unmovable, EventFlags.None);
        for (uint id = 1; id <= pages; id++)
        {
            if (id % 2 == 0)
                bench.Free(id);
        }
        Assert.False(bench.Request(900_000));
        Assert.False(bench.LastRequest.OracleGranted);
    }
}
