using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>
/// Pageblocks kept for requests of more than one page that cannot wait: where one was served in
/// need, its pageblock is set aside, up to a hundredth of the zone and a block
/// (<c>reserve_highatomic_pageblock</c>, <c>unreserve_highatomic_pageblock</c>, Linux 6.1).
/// </summary>
internal sealed class HighAtomicReserve(Machine machine)
{
    /// <summary>May the request use the reserve, and does its success set a block aside?
    /// (<c>ALLOC_HARDER</c>)</summary>
    public static bool Serves(in AllocationRequest request, Mark mark) =>
        mark == Mark.Min && request.Order > 0 && request.Is(Effort.Atomic);

    /// <summary>Sets aside the pageblock of a block just allocated.</summary>
    public static void Keep(Zone zone, uint pfn)
    {
        uint block = zone.Pageblocks.Pages;
        if (!zone.Grouping || zone.HighAtomicPages >= (zone.Managed / 100) + block
            || !MigrateTypes.IsMergeable(zone.TypeOf(pfn)))
            return;
        zone.HighAtomicPages += block;
        zone.SetPageblockType(pfn, MigrateType.HighAtomic);
        zone.MoveFreeBlocks(pfn, MigrateType.HighAtomic);
    }

    /// <summary>Gives back one pageblock that has free pages, to a request that would fail; the
    /// last of each zone is kept.</summary>
    /// <returns>Whether there was one.</returns>
    public bool GiveBack(MigrateType wanted)
    {
        for (int i = 0; i < machine.Zones.Count; i++)
        {
            Zone zone = machine.Zones[i];
            if (zone.HighAtomicPages <= zone.Pageblocks.Pages)
                continue;
            int order = zone.Free.SmallestFrom(0, MigrateType.HighAtomic);
            if (order < 0)
                continue;
            uint pfn = zone.Free.Head(order, MigrateType.HighAtomic);
            zone.HighAtomicPages -= zone.Pageblocks.Pages;
            zone.Convert(pfn, zone.TypeFor(wanted));
            return true;
        }
        return false;
    }
}
