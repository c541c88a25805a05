using BenchmarkDotNet.Attributes;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Strategies;

namespace FragSim.Bench.Micro;

/// <summary>A whole machine's allocation and free: watermarks, per-CPU lists, owners and
/// counters.</summary>
[MemoryDiagnoser]
public class MachineBenchmarks
{
    private const int Blocks = 256;

    private readonly uint[] taken = new uint[Blocks];
    private Machine machine = null!;

    /// <summary>The strategy that serves the machine, as spelled on the command line.</summary>
    [Params("none", "linux")]
    public string Strategy { get; set; } = "none";

    /// <summary>Order of the blocks allocated: 0 (a base page) or 9 (a 2 MiB huge page).</summary>
    [Params(Order.Base, Order.Huge)]
    public int Size { get; set; }

    /// <summary>Boots an empty machine of 4 GiB; not measured.</summary>
    [GlobalSetup]
    public void Boot() => machine = Bootstrap.Empty(
        new SimulationOptions { MemoryBytes = 4UL << 30 }, StrategyCatalog.Create(Strategy));

    /// <summary>Allocates 256 movable blocks, then frees them; the time is that of one pair.
    /// </summary>
    [Benchmark(OperationsPerInvoke = Blocks)]
    public void AllocateAndFree()
    {
        var request = new AllocationRequest(
            Size, MigrateType.Movable, PageSource.Anon, Effort.None);
        for (uint id = 0; id < Blocks; id++)
        {
            uint pfn = machine.Allocator.Allocate(request);
            machine.Own(pfn, Size, id, MigrateType.Movable, PageSource.Anon);
            taken[id] = pfn;
        }
        foreach (uint pfn in taken)
            machine.Free(pfn);
    }
}
