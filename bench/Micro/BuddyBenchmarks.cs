using BenchmarkDotNet.Attributes;
using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Bench.Micro;

/// <summary>Taking a block from the buddy allocator and giving it back, in a small memory that the
/// caches hold.</summary>
[MemoryDiagnoser]
public class BuddyBenchmarks
{
    private const uint FrameCount = 1 << 16;
    private const int Blocks = 64;

    private readonly uint[] taken = new uint[Blocks];
    private Buddy buddy = null!;

    /// <summary>Order of the blocks taken: 0 (a base page) or 9 (a 2 MiB huge page).</summary>
    [Params(Order.Base, Order.Huge)]
    public int Size { get; set; }

    /// <summary>Makes a buddy of 2^16 frames, 256 MiB, all free; not measured.</summary>
    [GlobalSetup]
    public void Boot() => buddy = SmallMemory.Boot(FrameCount).Buddy;

    /// <summary>The first of each large block is split, and merges again at the end.</summary>
    [Benchmark(OperationsPerInvoke = Blocks)]
    public void TakeAndPut()
    {
        for (int i = 0; i < Blocks; i++)
            taken[i] = buddy.Take(Size, MigrateType.Movable);
        foreach (uint pfn in taken)
            buddy.Put(pfn, Size, MigrateType.Movable);
    }

    /// <summary>Splits a largest block all the way, and merges it again.</summary>
    [Benchmark]
    public void SplitAndMerge()
    {
        uint pfn = buddy.Take(Size, MigrateType.Movable);
        buddy.Put(pfn, Size, MigrateType.Movable);
    }
}
