using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Reclaiming;

/// <summary>Reclaim that goes over memory in order of address, from where it last stopped, and
/// empties the next area in which all that is in use can be reclaimed.</summary>
internal sealed class LinearReclaim
{
    private readonly Machine machine;
    private readonly AreaReclaim area;
    private readonly uint[] next;

    public LinearReclaim(Machine machine)
    {
        this.machine = machine;
        area = new AreaReclaim(machine);
        next = [.. machine.Zones.Select(z => z.Start)];
    }

    /// <summary>Empties one area in one of the zones that the request may use, the highest first.
    /// </summary>
    /// <returns>Pages reclaimed; 0 when there is no such area.</returns>
    public long Direct(in AllocationRequest request)
    {
        for (int i = machine.Allocator.HighestZone(request); i >= 0; i--)
        {
            long got = Reclaim(machine.Zones[i], request.Order);
            if (got > 0)
                return got;
        }
        return 0;
    }

    private long Reclaim(Zone zone, int order)
    {
        uint size = Order.Pages(order);
        uint first = (zone.Start + size - 1) & ~(size - 1);
        for (uint areas = zone.End > first ? (zone.End - first) >> order : 0; areas > 0; areas--)
        {
            uint at = Math.Max(next[zone.Index], first);
            if (zone.End - at < size)
                at = first;
            next[zone.Index] = at + size;
            if (!area.IsReclaimable(at, order))
                continue;
            long got = area.Reclaim(at, order);
            if (got > 0)
                return got;
        }
        return 0;
    }
}
