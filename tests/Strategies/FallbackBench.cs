using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Tests.Sim;

namespace FragSim.Tests.Strategies;

/// <summary>A machine all of whose memory is taken as single movable pages, and whose free lists
/// are then laid out by hand.</summary>
public abstract class FallbackBench
{
    protected const uint Block = 4096;

    private protected FallbackBench()
    {
        uint pfn;
        while ((pfn = Zone.Buddy.Take(0, MigrateType.Movable)) != Pfn.None)
            Bench.Machine.Own(pfn, 0, pfn, MigrateType.Movable, PageSource.Anon);
    }

    private protected TestMachine Bench { get; } = new("grouping");

    private protected Zone Zone => Bench.Zone;

    /// <summary>Frees an aligned run of pages onto the lists of a type, in a block of that
    /// type.</summary>
    private protected void Put(uint pfn, int order, MigrateType type)
    {
        for (uint at = pfn; at < pfn + Order.Pages(order); at += 512)
            Zone.SetPageblockType(at, type);
        for (uint at = pfn; at < pfn + Order.Pages(order); at++)
            Bench.Free(at);
    }

    private protected void Retype(uint start, int count, MigrateType mobility)
    {
        for (uint pfn = start; pfn < start + count; pfn++)
            Bench.Machine.Frames.SetAttributes(pfn, mobility, PageSource.Slab);
    }
}
