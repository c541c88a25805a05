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

    [Params("none", "linux")]
    public string Strategy { get; set; } = "none";

    [Params(Order.Base, Order.Huge)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Boot() => machine = Bootstrap.Empty(
        new SimulationOptions { MemoryBytes = 4UL << 30 }, StrategyCatalog.Create(Strategy));

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
