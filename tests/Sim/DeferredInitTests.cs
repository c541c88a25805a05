using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class DeferredInitTests
{
    private const uint Section = 1 << 15;

    [Theory]
    [InlineData(0u, Section)]
    [InlineData(1u, 2 * Section)]
    [InlineData(4096u, 2 * Section)]
    [InlineData(Section, 2 * Section)]
    public void Without_grouping_only_what_is_set_up_late_begins_unmovable(uint start, uint first)
    {
        Machine machine = Boot(start, grouped: false);
        Assert.Equal(MigrateType.Movable, machine.Pageblocks.TypeOf(first - 512));
        Assert.Equal(MigrateType.Unmovable, machine.Pageblocks.TypeOf(first));
        Assert.Equal(MigrateType.Unmovable, machine.Pageblocks.TypeOf((4 * Section) - 1));
        machine.Validate();
    }

    [Fact]
    public void With_grouping_all_memory_begins_movable()
    {
        Machine machine = Boot(0, grouped: true);
        for (uint pfn = 0; pfn < 4 * Section; pfn += 512)
            Assert.Equal(MigrateType.Movable, machine.Pageblocks.TypeOf(pfn));
    }

    /// <summary>512 MiB without a page in use, in one zone from a frame on; of a kernel that booted
    /// the other way.</summary>
    private static Machine Boot(uint start, bool grouped)
    {
        const string Name = "page_group_by_mobility_disabled";
        StartState state = new()
        {
            Zones = [new ZoneSpan("Normal", start, (4 * Section) - start)],
            Blocks = [],
            FreeLists = [new StartList("Normal", 10, MigrateType.Movable,
                [.. Enumerable.Range(64, 64).Select(i => (uint)i * 1024)])],
            PcpLists = [],
            Pageblocks = [],
            Tuning = [],
            Settings = new Dictionary<string, string> { [Name] = grouped ? "1" : "0" },
        };
        var options = new SimulationOptions
        {
            Settings = new Dictionary<string, string> { [Name] = grouped ? "0" : "1" },
        };
        return Bootstrap.From(state, options, StrategyCatalog.Create("linux"));
    }
}
