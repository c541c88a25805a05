using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Fallbacks;

/// <summary>Fallback between two kinds of list, kernel and movable, where pageblocks have no say:
/// the largest block of the other kind is taken, and what is left of a large one changes to the
/// kind wanted (<c>__rmqueue_fallback</c> of list-based anti-fragmentation v22, January
/// 2006).</summary>
internal static class OtherListFallback
{
    /// <summary>Half of <c>MAX_ORDER</c>: from here on the rest changes its kind.</summary>
    private const int Large = (Order.MaxBuddy + 1) / 2;

    /// <summary>Makes a block available on the lists of the kind wanted.</summary>
    public static bool Fallback(Machine machine, Zone zone, int order, MigrateType wanted)
    {
        MigrateType other = wanted == MigrateType.Movable
            ? MigrateType.Unmovable : MigrateType.Movable;
        for (int from = Order.MaxBuddy; from >= order; from--)
        {
            if (zone.Free.IsEmpty(from, other))
                continue;
            uint pfn = zone.Free.Head(from, other);
            machine.Counters[VmCounter.Extfrag]++;
            if (from < Large && from > order)
                zone.Split(pfn, order);
            zone.Steal(pfn, wanted);
            return true;
        }
        return false;
    }
}
