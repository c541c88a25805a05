using BenchmarkDotNet.Attributes;
using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Bench.Micro;

/// <summary>Base pages from and to the lists of one CPU.</summary>
[MemoryDiagnoser]
public class PerCpuListsBenchmarks
{
    private const int Pages = 63;

    private readonly uint[] taken = new uint[Pages];
    private PerCpuLists lists = null!;

    /// <summary>Fills one per-CPU list with 63 movable base pages from a small buddy; not measured.
    /// </summary>
    [GlobalSetup]
    public void Boot()
    {
        (Frames frames, Pageblocks pageblocks, Buddy buddy) = SmallMemory.Boot(1 << 16);
        lists = new PerCpuLists(frames, pageblocks, buddy) { Batch = Pages, High = 8 * Pages };
        for (int i = 0; i < Pages; i++)
        {
            uint pfn = buddy.Take(Order.Base, MigrateType.Movable);
            lists.Refill(pfn, Order.Base, MigrateType.Movable);
        }
    }

    /// <summary>Takes all pages off the list, then puts them back; the buddy is not reached.
    /// </summary>
    [Benchmark(OperationsPerInvoke = Pages)]
    public void TakeAndPut()
    {
        for (int i = 0; i < Pages; i++)
            taken[i] = lists.Take(Order.Base, MigrateType.Movable);
        foreach (uint pfn in taken)
            lists.Put(pfn, Order.Base);
    }
}
