using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies;
using FragSim.Strategies.Kernel.Settings;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class BootSettingsTests
{
    private const uint Frames = 32_768;

    [Theory]
    [InlineData("hugepages=0", "", 0)]
    [InlineData("hugepages=4", "", 1)]
    [InlineData("hugepages=4", "hugepages=4", 0)]
    [InlineData("kernelcore=50%", "kernelcore=50%", 0)]
    [InlineData("kernelcore=40%", "kernelcore=50%", 1)]
    [InlineData("page_group_by_mobility_disabled=0", "", 0)]
    [InlineData("page_group_by_mobility_disabled=1", "", 1)]
    [InlineData("hugepages=0", "kernelcore=50%", 1)]
    [InlineData("hugepages=4", "kernelcore=50% page_group_by_mobility_disabled=1", 3)]
    [InlineData("vm.extfrag_threshold=1000", "kernelcore=50%", 0)]
    [InlineData("vm.extfrag_threshold=1000", "vm.extfrag_threshold=500", 0)]
    public void Only_what_the_recorded_kernel_did_not_boot_with_is_a_change(
        string given, string recorded, int changes) =>
        Assert.Equal(changes, BootSettings.Changed(Read(given), Read(recorded)).Count());

    [Theory]
    [InlineData("kernelcore", "hugepages=4", null)]
    [InlineData("kernelcore", "vm.extfrag_threshold=1000", "50%")]
    [InlineData("extfrag_threshold", "hugepages=4", "500")]
    [InlineData("hugepages", "hugepages=4", "4")]
    public void Where_a_setting_of_the_boot_line_is_given_the_recorded_line_does_not_count(
        string name, string given, string? value)
    {
        Dictionary<string, string> all =
            Read("kernelcore=50% vm.extfrag_threshold=500 hugepages=2");
        foreach ((string key, string set) in Read(given))
            all[key] = set;
        Assert.Equal(value, BootSettings.ValueOf(name, Read(given), all));
    }

    [Fact]
    public void A_start_is_kept_block_by_block_while_the_boot_is_as_recorded()
    {
        Machine machine = From("vm.extfrag_threshold=1000");
        Assert.Equal(1000u, machine.Handles[0]);
    }

    [Fact]
    public void With_another_boot_its_pages_lie_on_a_machine_that_is_divided_so()
    {
        Machine machine = From("kernelcore=50%");
        Zone movable = machine.Zones.Single(z => z.Name == "Movable");
        Assert.Equal(Frames / 2, movable.Span.Spanned);
        Assert.True(movable.Contains(machine.Handles[0]));
        Assert.False(movable.Contains(machine.Handles[1]));
        machine.Validate();
    }

    [Fact]
    public void A_pool_that_is_set_stands_for_the_recorded_one()
    {
        Machine machine = From("hugepages=3");
        Assert.Equal((3, 3), (machine.Pool!.Size, machine.Pool.FreeCount));
        Assert.True(machine.Pool.IsHugetlb);
        Assert.Equal(3 * 512 + 2, machine.AllocatedPages);
        machine.Validate();
    }

    private static Dictionary<string, string> Read(string text) => new(text.Split(' ',
        StringSplitOptions.RemoveEmptyEntries).Select(KernelSettingCatalog.Read));

    /// <summary>A movable page, an unmovable one, and two of the hugetlb pool.</summary>
    private static Machine From(string set)
    {
        StartState start = new()
        {
            Zones = [new ZoneSpan("Normal", 0, Frames)],
            Blocks =
            [
                new StartBlock(1000, 0, 0, MigrateType.Movable, PageSource.Anon, PageFlags.None),
                new StartBlock(9, 0, 1, MigrateType.Unmovable, PageSource.Slab, PageFlags.None),
                new StartBlock(1024, 9, 2, MigrateType.Unmovable, PageSource.Huge, PageFlags.None),
                new StartBlock(1536, 9, 3, MigrateType.Unmovable, PageSource.Huge, PageFlags.None),
            ],
            FreeLists = [new StartList("Normal", 10, MigrateType.Movable,
                [.. Enumerable.Range(2, (int)(Frames / 1024) - 2).Select(i => (uint)i * 1024)])],
            PcpLists = [],
            Pageblocks = [],
            Tuning = [],
            Settings = new Dictionary<string, string> { ["hugepages"] = "2" },
        };
        var options = new SimulationOptions
        {
            Settings = new Dictionary<string, string>([KernelSettingCatalog.Read(set)]),
        };
        return Bootstrap.From(start, options, StrategyCatalog.Create("linux"));
    }
}
