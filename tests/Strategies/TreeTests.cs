using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Tests.Sim;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class TreeTests
{
    [Fact]
    public void In_LLFrees_run_a_plain_buddy_stays_flat_and_trees_recover()
    {
        RunResult buddy = Churn("none");
        RunResult tree = Churn("tree");
        Assert.InRange(buddy.Summary.SuccessPct, 0, 5);
        Assert.True(tree.Summary.SuccessPct > 60, $"{tree.Summary.SuccessPct} %");
        // Neither had any when half was freed, and nothing was ever moved.
        Assert.InRange(FreeHuge(AfterFree(buddy)), 0, 1);
        Assert.InRange(FreeHuge(AfterFree(tree)), 0, 1);
        Assert.Equal(0, tree.Summary.PagesMigrated);
    }

    [Fact]
    public void A_tree_that_is_nearly_full_is_filled_before_one_that_is_half_empty()
    {
        TestMachine bench = Full(out Dictionary<int, List<uint>> trees);
        FreeSome(bench, trees[1], 400);
        FreeSome(bench, trees[2], 3000);
        for (uint id = 100_000; id < 100_300; id++)
        {
            Assert.True(bench.Alloc(id));
            Assert.Equal(1, TreeOf(bench[id]));
        }
        bench.Machine.Validate();
    }

    [Fact]
    public void Movable_unmovable_and_huge_pages_live_in_different_trees()
    {
        var bench = new TestMachine("tree", 256);
        for (uint id = 0; id < 300; id += 3)
        {
            Assert.True(bench.Alloc(id + 1));
            Assert.True(bench.Unmovable(id + 2));
        }
        Assert.True(bench.Request(1000));
        Assert.Equal(
            3, new[] { bench[1], bench[2], bench[1000] }.Select(TreeOf).Distinct().Count());
        Assert.Single(Enumerable.Range(0, 100).Select(i => TreeOf(bench[((uint)i * 3) + 2]))
            .Distinct());
        bench.Machine.Validate();
    }

    [Fact]
    public void The_last_page_is_found_wherever_it_is()
    {
        TestMachine bench = Full(out Dictionary<int, List<uint>> trees);
        uint freed = trees[trees.Keys.Max()][7];
        uint pfn = bench[freed];
        bench.Free(freed);
        Assert.True(bench.Unmovable(200_000));
        Assert.Equal(pfn, bench[200_000]);
        Assert.False(bench.Alloc(200_001));
    }

    [Fact]
    public void With_grouping_a_tree_serves_from_pageblocks_of_the_type_alone()
    {
        var bench = new TestMachine("grouping+tree", 64);
        for (uint id = 0; id < 200; id += 2)
        {
            Assert.True(bench.Alloc(id));
            Assert.True(bench.Unmovable(id + 1));
        }
        for (uint id = 1; id < 200; id += 2)
            Assert.Equal(MigrateType.Unmovable, bench.Zone.TypeOf(bench[id]));
        bench.Machine.Validate();
    }

    [Theory]
    [InlineData("tree:blocks=3", "power of two")]
    [InlineData("tree:blocks=128", "whole number from 1 to 64")]
    public void Sizes_that_cannot_be_are_refused(string spelling, string says) =>
        Assert.Contains(says,
            Assert.Throws<UsageException>(() => StrategyCatalog.Create(spelling)).Message,
            StringComparison.Ordinal);

    private static int TreeOf(uint pfn) => (int)(pfn >> 12);

    /// <summary>All of memory in single pages, by tree.</summary>
    private static TestMachine Full(out Dictionary<int, List<uint>> trees)
    {
        var bench = new TestMachine("tree", 128);
        uint pages = bench.Fill(0);
        trees = [];
        for (uint id = 0; id < pages; id++)
        {
            if (!trees.TryGetValue(TreeOf(bench[id]), out List<uint>? ids))
                trees.Add(TreeOf(bench[id]), ids = []);
            ids.Add(id);
        }
        return bench;
    }

    private static void FreeSome(TestMachine bench, List<uint> ids, int count)
    {
        for (int i = 0; i < count; i++)
            bench.Free(ids[i]);
    }

    private static Sample AfterFree(RunResult run) =>
        run.Samples.First(s => s.Phase == "churn" && s.Zones[0].FreePages > 1000
            && s.TimeNs > 0);

    private static long FreeHuge(Sample sample)
    {
        long huge = 0;
        for (int order = Order.Huge; order < Order.Count; order++)
            huge += sample.Zones[0].FreeBlocks.OfOrder(order) << (order - Order.Huge);
        return huge;
    }

    private static RunResult Churn(string strategy)
    {
        const ulong bytes = 128UL << 20;
        using var workload = WorkloadCatalog.Create("llfree-frag", new WorkloadSetup(bytes, 9, 1));
        return Simulation.Run(
            new SimulationOptions { MemoryBytes = bytes, MaxMaps = 0 },
            StrategyCatalog.Create(strategy), workload, 1, null, null,
            TestContext.Current.CancellationToken);
    }
}
