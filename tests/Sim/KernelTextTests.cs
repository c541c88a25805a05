using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>Snapshots read like the kernel's own files, letter for letter.</summary>
public sealed class KernelTextTests
{
    [Fact]
    public void Buddyinfo_is_the_kernels() =>
        Assert.Equal(Expected("buddyinfo"), Text(BuddyinfoText.Write));

    [Fact]
    public void Pagetypeinfo_is_the_kernels() =>
        Assert.Equal(Expected("pagetypeinfo"), Text(PagetypeinfoText.Write));

    private static string Expected(string file) =>
        File.ReadAllText(Repository.PathOf($"tests/data/{file}.txt"));

    private static string Text(Action<Machine, TextWriter> write)
    {
        using var text = new StringWriter();
        write(Machine(), text);
        return text.ToString();
    }

    private static Machine Machine()
    {
        var start = new StartState
        {
            Zones = [new ZoneSpan("DMA", 1, 4095), new ZoneSpan("DMA32", 4096, 4096)],
            Blocks = [],
            FreeLists =
            [
                new StartList("DMA", 5, MigrateType.Unmovable, [32]),
                new StartList("DMA", 9, MigrateType.Movable, [512]),
                new StartList("DMA", 10, MigrateType.Movable, [1024, 2048, 3072]),
                new StartList("DMA32", 0, MigrateType.Unmovable, [4100]),
                new StartList("DMA32", 2, MigrateType.Unmovable, [4104]),
                new StartList("DMA32", 0, MigrateType.Movable, [5000, 5010]),
                new StartList("DMA32", 9, MigrateType.Movable, [5632, 6656]),
                new StartList("DMA32", 10, MigrateType.Movable, [7168]),
            ],
            PcpLists = [],
            Pageblocks =
            [
                .. Enumerable.Range(0, 16).Select(i => ((uint)i * 512, i switch
                {
                    0 or 8 => MigrateType.Unmovable,
                    10 => MigrateType.Reclaimable,
                    _ => MigrateType.Movable,
                }, false)),
            ],
            Tuning = [],
            Settings = new Dictionary<string, string>(),
        };
        return Bootstrap.From(start, new SimulationOptions(), StrategyCatalog.Create("linux"));
    }
}
