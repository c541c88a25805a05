using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class EmptiestTests
{
    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public void Fewer_pages_are_moved_than_by_scanners_for_as_many_huge_pages(int order)
    {
        TestMachine scanners = Uneven("compaction", order);
        TestMachine emptiest = Uneven("emptiest", order);
        for (uint id = 900_000; id < 900_008; id++)
        {
            Assert.True(scanners.Request(id, order));
            Assert.True(emptiest.Request(id, order));
        }
        long moved = emptiest.Count(VmCounter.PgmigrateSuccess);
        long byScanners = scanners.Count(VmCounter.PgmigrateSuccess);
        Assert.True(moved > 0);
        Assert.True(moved * 2 < byScanners, $"{moved} against {byScanners}");
        emptiest.Machine.Validate();
    }

    [Fact]
    public void The_emptiest_region_of_a_large_size_is_emptied_first()
    {
        var bench = new TestMachine("emptiest", 256, 12);
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            bool emptiest = bench[id] >> 12 == 9;
            if (emptiest ? bench[id] % 64 != 0 : bench[id] % 4 == 0)
                bench.Free(id);
        }
        Assert.True(bench.Request(900_000, 12));
        Assert.Equal(9u, bench[900_000] >> 12);
        Assert.Equal(64, bench.LastRequest.PagesMigrated);
        bench.Machine.Validate();
    }

    [Fact]
    public void What_is_moved_goes_to_where_least_is_free()
    {
        var bench = new TestMachine("emptiest");
        uint pages = bench.Fill(1);
        uint fullest = bench.Machine.Pageblocks.Count - 2;
        for (uint id = 1; id <= pages; id++)
        {
            uint block = bench[id] >> 9;
            if (block == fullest ? bench[id] % 16 == 0 : bench[id] % 8 > 1)
                bench.Free(id);
        }
        long before = bench.Machine.Use.UsedPages(fullest);
        Assert.True(bench.Request(900_000));
        Assert.Equal(before + 32, bench.Machine.Use.UsedPages(fullest));
        bench.Machine.Validate();
    }

    /// <summary>Seven of eight blocks are three quarters full, the others nearly empty.</summary>
    private static TestMachine Uneven(string strategy, int order)
    {
        var bench = new TestMachine(strategy, 256, order);
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id++)
        {
            bool sparse = (bench[id] >> 10) % 8 == 5;
            if (sparse ? bench[id] % 32 != 0 : bench[id] % 4 == 0)
                bench.Free(id);
        }
        return bench;
    }
}
