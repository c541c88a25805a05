using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies;
using FragSim.Strategies.Kernel.Settings;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class MemoryLayoutTests
{
    /// <summary>Zones of a recorded machine of 512 MiB: 131,033 frames from 1 on.</summary>
    private static readonly ZoneSpan[] Recorded =
        [new("DMA", 1, 4095), new("DMA32", 4096, 126_938)];

    [Theory]
    [InlineData("kernelcore=50%", 65_536)]
    [InlineData("kernelcore=256MiB", 66_560)]
    [InlineData("movablecore=25%", 98_304)]
    public void The_kernels_share_counts_from_the_bottom_and_finishes_the_block_it_began(
        string set, uint start)
    {
        StartState state = new()
        {
            Zones = Recorded,
            Blocks = [],
            FreeLists = [new StartList("DMA32", 10, MigrateType.Movable,
                [.. Enumerable.Range(64, 32).Select(i => (uint)i * 1024)])],
            PcpLists = [],
            Pageblocks = [],
            Tuning = [],
            Settings = new Dictionary<string, string> { ["hugepages"] = "0" },
        };
        var options = new SimulationOptions
        {
            Settings = new Dictionary<string, string>([KernelSettingCatalog.Read(set)]),
        };
        Machine machine = Bootstrap.From(state, options, StrategyCatalog.Create("linux"),
            TestContext.Current.CancellationToken);
        Assert.Equal(start, machine.Zones[^1].Start);
        Assert.Equal(Recorded[^1].End, machine.Zones[^1].End);
        Assert.Equal(start, machine.Zones[^2].End);
    }
}
