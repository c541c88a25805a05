using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Validation.Agreement;
using Xunit;

namespace FragSim.Tests.Validation;

public sealed class MemoryShapeTests
{
    [Fact]
    public void A_snapshot_is_counted_by_zone_order_and_pageblock_type()
    {
        MemoryShape shape = MemoryShape.Of(Kernel());
        Assert.Equal(["low", "high"], shape.Zones.Select(z => z.Name));
        ZoneShape low = shape.Zones[0];
        Assert.Equal((2, 1), (low.FreeBlocks[0], low.FreeBlocks[9]));
        Assert.Equal(514, low.FreePages);
        Assert.Equal(4, low.PcpPages);
        Assert.Equal((1, 1),
            (low.Pageblocks[(int)MigrateType.Unmovable], low.Pageblocks[(int)MigrateType.Movable]));
        Assert.Equal(0, shape.Zones[1].FreePages);
        Assert.Equal(3, shape.All.Pageblocks.Sum());
        Assert.Equal(514, shape.All.FreePages);
    }

    [Fact]
    public void A_machine_has_the_shape_of_the_snapshot_it_was_built_from()
    {
        KernelSnapshot kernel = Kernel();
        Machine machine = RecordedLists.Build(new StartState
        {
            Zones = kernel.Zones,
            Blocks = [],
            FreeLists = kernel.Free,
            PcpLists = [],
            Pageblocks = kernel.Pageblocks,
            Tuning = [],
            Settings = new Dictionary<string, string>(),
        });
        MemoryShape model = MemoryShape.Of(machine);
        MarkAgreement agreement = new("here", model, MemoryShape.Of(kernel));
        Assert.All(agreement.Checks, c => Assert.Equal(0, c.Value));
    }

    [Fact]
    public void The_hole_between_two_zones_has_no_pageblocks()
    {
        KernelSnapshot kernel = Kernel() with
        {
            Zones = [new ZoneSpan("low", 1, 1023), new ZoneSpan("high", 4096, 512)],
            Pageblocks = [(0, MigrateType.Movable, false), (4096, MigrateType.Movable, false)],
        };
        MemoryShape model = MemoryShape.Of(RecordedLists.Build(new StartState
        {
            Zones = kernel.Zones,
            Blocks = [],
            FreeLists = kernel.Free,
            PcpLists = [],
            Pageblocks = kernel.Pageblocks,
            Tuning = [],
            Settings = new Dictionary<string, string>(),
        }));
        // The low zone spans two pageblocks, but the second is not there.
        Assert.Equal([1, 1], model.Zones.Select(z => z.Pageblocks.Sum()));
    }

    [Fact]
    public void Pages_below_the_huge_order_are_unusable_and_so_is_nothing_at_all()
    {
        Assert.Equal(0.5, Zone(order0: 512, order9: 1).Unusable);
        Assert.Equal(0, Zone(order0: 0, order9: 3).Unusable);
        Assert.Equal(1, Zone(order0: 0, order9: 0).Unusable);
    }

    [Fact]
    public void Order_distance_counts_free_pages_that_lie_in_blocks_of_another_order() =>
        // 512 pages are missing from order 9 and 512 are too many in order 0, of 1024 free.
        Assert.Equal(1.0, Zone(order0: 512, order9: 1).OrderDistance(Zone(0, 2)));

    [Fact]
    public void A_value_at_its_bar_meets_it_and_one_beyond_does_not()
    {
        Assert.True(new Check("m", "all", "free", 0.02, 0.02).Met);
        Assert.False(new Check("m", "all", "free", 0.0201, 0.02).Met);
    }

    [Fact]
    public void A_small_zone_is_judged_by_what_it_is_of_all_free_pages()
    {
        MemoryShape kernel = new([Zone(10, 0), Zone(990, 0)]);
        MemoryShape model = new([Zone(0, 0), Zone(990, 0)]);
        Check[] free = [.. new MarkAgreement("m", model, kernel).Checks
            .Where(c => c.Measure == "free")];
        Assert.Equal([0.01, 0.01, 0], free.Select(c => c.Value));
        Assert.All(free, c => Assert.True(c.Met));
    }

    private static ZoneShape Zone(long order0, long order9)
    {
        long[] blocks = new long[Order.Count];
        blocks[0] = order0;
        blocks[9] = order9;
        return new ZoneShape("zone", blocks, 0, new long[MigrateTypes.Count]);
    }

    private static KernelSnapshot Kernel() => new(
        [new ZoneSpan("low", 1, 1023), new ZoneSpan("high", 1024, 512)],
        [
            new StartList("low", 0, MigrateType.Unmovable, [2, 8]),
            new StartList("low", 9, MigrateType.Movable, [512]),
        ],
        [new StartList("low", 2, MigrateType.Movable, [16])],
        [
            (0, MigrateType.Unmovable, false), (512, MigrateType.Movable, true),
            (1024, MigrateType.Movable, false),
        ]);
}
