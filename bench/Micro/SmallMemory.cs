using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Bench.Micro;

/// <summary>Memory without a machine around it, all of it free and movable.</summary>
internal static class SmallMemory
{
    public static (Frames Frames, Pageblocks Pageblocks, Buddy Buddy) Boot(uint count)
    {
        var frames = new Frames(count, FreeLists.ListsNeeded + PerCpuLists.ListsNeeded);
        var pageblocks = new Pageblocks(count, Order.Huge);
        for (uint pfn = 0; pfn < count; pfn += pageblocks.Pages)
            pageblocks.SetType(pfn, MigrateType.Movable);
        var buddy = new Buddy(frames, pageblocks, 0, count, Placement.Kernel);
        for (uint pfn = 0; pfn < count; pfn += Order.Pages(Order.MaxBuddy))
            buddy.Put(pfn, Order.MaxBuddy, MigrateType.Movable, toTail: true);
        return (frames, pageblocks, buddy);
    }
}
