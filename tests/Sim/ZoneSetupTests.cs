using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Tests.Workloads;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Machines;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class ZoneSetupTests
{
    /// <summary>64 MiB in two zones: min_free is a twentieth, 819 pages, of which each zone keeps
    /// its share; DMA keeps 12,288 / 256 from others.</summary>
    private const string Zoneinfo = "Node 0, zone      DMA\n  min 204\n  low 255\n  high 306\n"
        + "  spanned 4096\n  managed 4096\n  protection: (0, 48)\n    cpu: 0\n  count: 0\n"
        + "  high: 255\n  batch: 1\n  start_pfn: 0\n"
        + "Node 0, zone    DMA32\n  min 614\n  low 767\n  high 920\n  spanned 12288\n"
        + "  managed 12288\n  protection: (0, 0)\n    cpu: 0\n  count: 0\n  high: 767\n  batch: 3\n"
        + "  start_pfn: 4096\n";

    private const string Buddyinfo = "Node 0, zone      DMA 500 2 1 0 1 0 0 0 0 1 2\n"
        + "Node 0, zone    DMA32 900 300 20 9 0 0 0 0 0 0 1\n";

    [Fact]
    public void A_start_without_zoneinfo_has_the_limits_that_the_kernel_computes()
    {
        using TempFolder folder = new();
        Zone[] computed = Zones(Of(folder, zoneinfo: false));
        Zone[] told = Zones(Of(folder, zoneinfo: true));
        for (int i = 0; i < told.Length; i++)
        {
            Assert.InRange(computed[i].Watermarks.Min - told[i].Watermarks.Min, -1, 1);
            Assert.InRange(computed[i].Watermarks.Low - told[i].Watermarks.Low, -1, 1);
            Assert.InRange(computed[i].Watermarks.High - told[i].Watermarks.High, -1, 1);
            Assert.Equal(told[i].Watermarks.Reserve, computed[i].Watermarks.Reserve);
        }
        Assert.Equal([0, 48], computed[0].Watermarks.Reserve);
    }

    [Fact]
    public void A_start_gives_the_same_with_zoneinfo_and_without()
    {
        using TempFolder folder = new();
        string trace = folder.File("t.csv", "time_ns,op,id,order,mobility\n" + string.Concat(
            Enumerable.Range(0, 300).Select(i => $"{i}000000,request,{i + 1},4,unmovable\n")));
        RunSummary with = Run(Of(folder, zoneinfo: true), trace);
        RunSummary without = Run(Of(folder, zoneinfo: false), trace);
        Assert.Equal(with.SuccessPct, without.SuccessPct, 1.0);
        Assert.InRange((double)without.PagesMigrated, with.PagesMigrated * 0.9,
            (with.PagesMigrated * 1.1) + 1);
    }

    [Fact]
    public void The_movable_zone_keeps_its_share_of_a_minimum_that_it_does_not_raise()
    {
        (Zone normal, Zone movable) = Divided("partition:movable=25%");
        long min = Watermarks.MinFreePages(normal.Managed, 1, 512, thp: false);
        Assert.InRange(normal.Watermarks.Min + movable.Watermarks.Min, min - 1, min);
        Assert.InRange(movable.Watermarks.Min * 4, min, min * 1.1);
    }

    [Theory]
    [InlineData("6.1", false)]
    [InlineData("6.18", true)]
    public void Later_kernels_have_the_movable_zone_keep_a_token(string kernel, bool token)
    {
        (_, Zone movable) = Divided("linux", ("kernelcore", "75%"), ("kernel", kernel));
        long least = Math.Clamp(movable.Managed / 1024, 32, 128);
        Assert.Equal(token, movable.Watermarks.Min == least);
    }

    /// <summary>A machine of 1 GiB, a quarter of it ZONE_MOVABLE.</summary>
    private static (Zone Normal, Zone Movable) Divided(
        string strategy, params (string Name, string Value)[] settings)
    {
        var options = new SimulationOptions
        {
            MemoryBytes = 1UL << 30,
            Settings = settings.ToDictionary(s => s.Name, s => s.Value),
        };
        Machine machine = Bootstrap.Empty(
            options, StrategyCatalog.Create(strategy), TestContext.Current.CancellationToken);
        Assert.Equal("Movable", machine.Zones[1].Name);
        return (machine.Zones[0], machine.Zones[1]);
    }

    private static StartState Of(TempFolder folder, bool zoneinfo)
    {
        string place = Path.Combine(folder.Path, zoneinfo ? "with" : "without");
        folder.File(Path.Combine(place, "buddyinfo"), Buddyinfo);
        if (zoneinfo)
            folder.File(Path.Combine(place, "zoneinfo"), Zoneinfo);
        return MachineStart.Build(MachineSnapshot.Open(place), zoneinfo ? 0 : 64UL << 20, 1);
    }

    private static Zone[] Zones(StartState start) => [.. Bootstrap.From(
        start, new SimulationOptions(), StrategyCatalog.Create("linux")).Zones];

    private static RunSummary Run(StartState start, string path)
    {
        ITrace trace = TraceFormats.Open(path);
        using IWorkload workload =
            StartedWorkload.Of(trace.ToWorkload(trace.OpenEvents()), start);
        return Simulation.Run(new SimulationOptions(), StrategyCatalog.Create("linux"), workload, 1,
            null, null, TestContext.Current.CancellationToken).Summary;
    }
}
