using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class HighAtomicReserveTests
{
    private const Effort Urgent = Effort.High | Effort.Atomic | Effort.Kswapd;

    [Fact]
    public void A_larger_request_that_cannot_wait_sets_its_pageblock_aside_when_served_in_need()
    {
        TestMachine bench = Needy();
        Assert.Equal(0, bench.Zone.HighAtomicPages);
        Assert.True(bench.Alloc(900_000, 3, MigrateType.Unmovable, effort: Urgent));
        Assert.Equal(512, bench.Zone.HighAtomicPages);
        Assert.Equal(MigrateType.HighAtomic, bench.Zone.TypeOf(bench[900_000]));
        bench.Machine.Validate();
    }

    [Fact]
    public void Others_do_without_what_is_set_aside_and_those_it_is_for_get_it()
    {
        TestMachine bench = Needy();
        Assert.True(bench.Alloc(900_000, 3, MigrateType.Unmovable, effort: Urgent));
        uint block = Pfn.Head(bench[900_000], 9);
        for (uint id = 1_000_000; bench.Alloc(id, 3, effort: Effort.None); id++)
            Assert.NotEqual(block, Pfn.Head(bench[id], 9));
        Assert.True(bench.Alloc(900_001, 3, MigrateType.Unmovable, effort: Urgent));
    }

    [Fact]
    public void A_hundredth_of_the_zone_and_a_block_are_the_most()
    {
        TestMachine bench = Needy();
        for (uint id = 900_000; id < 900_600; id++)
            bench.Alloc(id, 3, MigrateType.Unmovable, effort: Urgent);
        Assert.InRange(bench.Zone.HighAtomicPages, 512, (bench.Zone.Managed / 100) + 512 + 511);
        bench.Machine.Validate();
    }

    [Fact]
    public void All_but_the_last_block_of_a_zone_go_back_to_those_who_would_fail()
    {
        TestMachine bench = Needy();
        for (uint id = 900_000; id < 900_600; id++)
            bench.Alloc(id, 3, MigrateType.Unmovable, effort: Urgent);
        Assert.True(bench.Zone.HighAtomicPages > 512);
        for (uint id = 900_000; id < 900_600; id++)
            bench.Free(id);
        while (bench.Machine.Allocator.DrainPcp())
        {
        }
        Assert.Equal(512, bench.Zone.HighAtomicPages);
        bench.Machine.Validate();
    }

    /// <summary>Its free pages are just above the minimum.</summary>
    private static TestMachine Needy()
    {
        var bench = new TestMachine("linux", 256);
        for (uint id = 1; bench.Zone.FreePages > bench.Zone.Watermarks.Min + 64; id++)
            Assert.True(bench.Alloc(id, 3, effort: Effort.None));
        return bench;
    }
}
