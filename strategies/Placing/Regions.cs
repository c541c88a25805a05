using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Placing;

/// <summary>A zone as aligned regions of one size: how much is free in each, and where in a region
/// the next free range is.</summary>
internal sealed class Regions
{
    private readonly Machine machine;
    private readonly Zone zone;
    private readonly uint first;
    private readonly uint[] cursors;

    /// <param name="machine">The machine.</param>
    /// <param name="zone">The zone; its first and last region may lie in it in part.</param>
    /// <param name="order">Order of a region: at least a pageblock.</param>
    public Regions(Machine machine, Zone zone, int order)
    {
        this.machine = machine;
        this.zone = zone;
        RegionOrder = order;
        first = zone.Start >> order;
        Count = (int)(((zone.End - 1) >> order) - first + 1);
        cursors = new uint[Count];
        for (int region = 0; region < Count; region++)
            cursors[region] = StartOf(region);
    }

    public int RegionOrder { get; }

    public int Count { get; }

    /// <summary>Pages of a region that are not in use.</summary>
    public int FreePages(int region)
    {
        int free = 0;
        int order = machine.Use.BlockOrder;
        for (uint at = StartOf(region); at < EndOf(region); at += Order.Pages(order))
            free += (1 << order) - machine.Use.UsedPages(at >> order);
        return free;
    }

    /// <summary>The next range of an order that is free on lists of a type, from where the last
    /// one was found, round the region.</summary>
    public uint Find(int region, int order, MigrateType type)
    {
        uint cursor = cursors[region];
        uint pfn = Find(cursor, EndOf(region), order, type);
        if (pfn == Pfn.None)
            pfn = Find(StartOf(region), cursor, order, type);
        if (pfn != Pfn.None)
            cursors[region] = pfn;
        return pfn;
    }

    private uint Find(uint at, uint end, int order, MigrateType type)
    {
        Frames frames = machine.Frames;
        uint size = Order.Pages(order);
        while (at < end)
        {
            uint head = frames.HeadOf(at);
            byte state = frames.State[head];
            uint next = head + Order.Pages(FrameState.OrderOf(state));
            if (FrameState.IsFree(state) && FrameState.FreeType(state) == type)
            {
                uint pfn = (at + size - 1) & ~(size - 1);
                if (pfn < next && next - pfn >= size)
                    return pfn;
            }
            at = SkipFull(next);
        }
        return Pfn.None;
    }

    /// <summary>Passes over huge-page-sized blocks in which everything is in use.</summary>
    private uint SkipFull(uint at)
    {
        BlockUse use = machine.Use;
        int order = use.BlockOrder;
        while (Pfn.IsAligned(at, order) && at >> order < use.Count
            && use.UsedPages(at >> order) == 1 << order)
            at += Order.Pages(order);
        return at;
    }

    private uint StartOf(int region) => Math.Max((first + (uint)region) << RegionOrder, zone.Start);

    private uint EndOf(int region) =>
        (uint)Math.Min(((ulong)first + (uint)region + 1) << RegionOrder, zone.End);
}
