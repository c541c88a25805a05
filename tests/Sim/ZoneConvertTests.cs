using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>A pageblock that changes its type leaves no buddies that should have merged, however
/// small pageblocks are.</summary>
public sealed class ZoneConvertTests
{
    private static TestMachine Bench(int pageblockOrder, string strategy = "grouping") => new(
        StrategyCatalog.Create(strategy), new()
        {
            MemoryBytes = 16UL << 20,
            PageblockOrder = pageblockOrder,
            MaxMaps = 0,
        });

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(10)]
    public void A_converted_pageblock_merges_with_what_is_free_around_it(int order)
    {
        TestMachine bench = Bench(order);
        uint last = bench.Zone.End - Order.Pages(order);
        foreach (MigrateType type in (MigrateType[])
            [MigrateType.SetAside, MigrateType.Movable, MigrateType.Unmovable])
        {
            bench.Zone.Convert(last, type);
            Assert.Equal(type, bench.Zone.TypeOf(last));
            bench.Machine.Validate();
        }
        Assert.Equal(Order.MaxBuddy, FrameState.OrderOf(bench.Machine.Frames.State[
            bench.Machine.Frames.HeadOf(last)]));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void What_is_set_aside_in_the_middle_of_a_block_leaves_the_largest_blocks_around_it(
        int order)
    {
        TestMachine bench = Bench(order);
        uint block = bench.Zone.End - Order.Pages(Order.MaxBuddy);
        bench.Zone.Convert(block + Order.Pages(order), MigrateType.SetAside);
        Assert.Equal(order, FrameState.OrderOf(bench.Machine.Frames.State[block]));
        for (int above = order + 1; above < Order.MaxBuddy; above++)
        {
            Assert.Equal(FrameState.Free(above, MigrateType.Movable),
                bench.Machine.Frames.State[block + Order.Pages(above)]);
        }
        bench.Machine.Validate();
    }
}
