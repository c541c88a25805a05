using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Placing;

/// <summary>Targets for pages that must move: in the region with the least free memory that has
/// any, then in the next.</summary>
internal sealed class FullestFirst
{
    private readonly Regions[] zones;
    private readonly bool[][] used;
    private readonly int[] current;

    public FullestFirst(Machine machine, int order)
    {
        RegionOrder = order;
        zones = [.. machine.Zones.Select(z => new Regions(machine, z, order))];
        used = [.. zones.Select(z => new bool[z.Count])];
        current = new int[zones.Length];
    }

    public int RegionOrder { get; }

    /// <summary>Another region is being emptied: all others may be filled again.</summary>
    public void Begin()
    {
        Array.Fill(current, -1);
        foreach (bool[] regions in used)
            Array.Clear(regions);
    }

    public uint Place(Zone zone, in AllocationRequest request)
    {
        Regions regions = zones[zone.Index];
        MigrateType type = zone.TypeFor(request.Mobility);
        if (zone.Free.OrdersFrom(request.Order, type) == 0)
            return Pfn.None;
        int region = current[zone.Index];
        if (region < 0)
            region = NextFullest(zone.Index);
        while (region >= 0)
        {
            current[zone.Index] = region;
            uint pfn = regions.Find(region, request.Order, type);
            if (pfn != Pfn.None)
                return pfn;
            used[zone.Index][region] = true;
            region = NextFullest(zone.Index);
        }
        return Pfn.None;
    }

    /// <summary>The region with the least free memory that was not filled yet; the lowest of
    /// equals, -1 when there is none.</summary>
    private int NextFullest(int zone)
    {
        int fullest = -1;
        int least = int.MaxValue;
        for (int region = 0; region < zones[zone].Count; region++)
        {
            if (used[zone][region])
                continue;
            int free = zones[zone].FreePages(region);
            if (free == 0 || free >= least)
                continue;
            fullest = region;
            least = free;
        }
        return fullest;
    }
}
