using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class HybridTests
{
    [Fact]
    public void Compaction_takes_pages_out_of_purely_movable_blocks_alone()
    {
        // Where mixed blocks are not known, pages are moved out of them for nothing.
        Assert.Equal(0, MovedOutOfMixedBlocks("hybrid", out int granted));
        Assert.True(MovedOutOfMixedBlocks("compaction", out int without) > 100);
        Assert.True(granted >= without, $"{granted} against {without}");
    }

    [Fact]
    public void Unmovable_pages_go_to_unmovable_then_to_hybrid_and_only_then_to_movable_blocks()
    {
        TestMachine bench = HalfFree("hybrid");
        for (uint id = 500_000; id < 500_300; id++)
            Assert.True(bench.Unmovable(id));
        // Half a block is free in each: one is not enough for 300 pages, two are.
        Assert.Equal(2, CountBlocks(bench, MigrateType.SetAside));
        Assert.Equal(0, CountBlocks(bench, MigrateType.Unmovable));
        bench.Machine.Validate();
    }

    [Fact]
    public void A_block_that_is_wholly_free_becomes_unmovable_not_hybrid()
    {
        var bench = new TestMachine("hybrid");
        Assert.True(bench.Unmovable(1));
        Assert.Equal(MigrateType.Unmovable, bench.Zone.TypeOf(bench[1]));
        Assert.Equal(0, CountBlocks(bench, MigrateType.SetAside));
    }

    [Fact]
    public void A_hybrid_block_without_unmovable_pages_is_movable_again_after_compaction()
    {
        TestMachine bench = HalfFree("hybrid");
        for (uint id = 500_000; id < 500_100; id++)
            bench.Unmovable(id);
        Assert.Equal(1, CountBlocks(bench, MigrateType.SetAside));
        for (uint id = 500_000; id < 500_100; id++)
            bench.Free(id);
        bench.Do(EventOp.CompactMemory);
        Assert.Equal(0, CountBlocks(bench, MigrateType.SetAside));
        bench.Machine.Validate();
    }

    [Fact]
    public void A_hybrid_block_with_unmovable_pages_alone_is_unmovable_after_compaction()
    {
        TestMachine bench = HalfFree("hybrid");
        bench.Unmovable(500_000);
        uint block = bench[500_000] >> 9;
        for (uint id = 1; id < 100_000; id++)
        {
            if (bench[id] != Pfn.None && bench[id] >> 9 == block)
                bench.Free(id);
        }
        bench.Do(EventOp.CompactMemory);
        Assert.Equal(MigrateType.Unmovable, bench.Zone.TypeOf(block << 9));
        bench.Machine.Validate();
    }

    /// <summary>Unmovable pages in the lower two thirds, all other blocks half full of movable
    /// pages; then huge pages are asked for until none is to be had.</summary>
    private static long MovedOutOfMixedBlocks(string strategy, out int granted)
    {
        const uint mixed = 40;
        var bench = new TestMachine(strategy, 128);
        uint pages = bench.Fill(1);
        FreeHalf(bench, pages, from: 0, to: mixed);
        for (uint id = 500_000; id < 500_800; id++)
            Assert.True(bench.Unmovable(id));
        FreeHalf(bench, pages, from: mixed, to: uint.MaxValue);
        Dictionary<uint, uint> before = [];
        for (uint id = 1; id <= pages; id++)
        {
            if (bench[id] != Pfn.None && bench.Machine.Use.BlockedPages(bench[id] >> 9) > 0)
                before.Add(id, bench[id]);
        }
        Assert.NotEmpty(before);
        granted = 0;
        for (uint request = 900_000; request < 900_040; request++)
            granted += bench.Request(request) ? 1 : 0;
        bench.Machine.Validate();
        return before.Count(page => bench[page.Key] != page.Value);
    }

    /// <summary>Every second page of some blocks, one of each block in turn.</summary>
    private static void FreeHalf(TestMachine bench, uint pages, uint from, uint to)
    {
        uint[] free = [.. Enumerable.Range(1, (int)pages).Select(i => (uint)i)
            .Where(id => bench[id] % 2 == 0 && bench[id] >> 9 >= from && bench[id] >> 9 < to)
            .OrderBy(id => bench[id] & 511).ThenBy(id => bench[id])];
        foreach (uint id in free)
            bench.Free(id);
    }

    private static int CountBlocks(TestMachine bench, MigrateType type)
    {
        int count = 0;
        for (uint block = 0; block < bench.Machine.Pageblocks.Count; block++)
            count += bench.Zone.TypeOf(block << 9) == type ? 1 : 0;
        return count;
    }

    /// <summary>All of memory in movable pages, every second of which is freed again.</summary>
    private static TestMachine HalfFree(string strategy)
    {
        var bench = new TestMachine(strategy, 128);
        FreeHalf(bench, bench.Fill(1), from: 0, to: uint.MaxValue);
        return bench;
    }
}
