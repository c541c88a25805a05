using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Fallbacks;

/// <summary>Fallback as the first grouping allocators had it: take the largest block of another
/// type, and claim its pageblock only if that is free as a whole. Free memory around a smaller
/// block keeps its type (list-based anti-fragmentation v22; <c>move_freepages_block</c> came with
/// Linux 2.6.24).</summary>
internal static class LargestFallback
{
    /// <summary>Makes a block available on the lists of the type wanted.</summary>
    public static bool Fallback(Machine machine, Zone zone, int order, MigrateType wanted)
    {
        for (int from = Order.MaxBuddy; from >= order; from--)
        {
            foreach (MigrateType type in FallbackOrder.Of(wanted))
            {
                if (zone.Free.IsEmpty(from, type))
                    continue;
                Take(machine, zone, zone.Free.Head(from, type), from, wanted);
                return true;
            }
        }
        return false;
    }

    private static void Take(Machine machine, Zone zone, uint pfn, int order, MigrateType wanted)
    {
        machine.Counters[VmCounter.Extfrag]++;
        if (order < zone.Pageblocks.BlockOrder)
        {
            zone.Steal(pfn, wanted);
            return;
        }
        machine.Counters[VmCounter.ExtfragOwnershipChanged]++;
        zone.Claim(pfn, order, wanted);
    }
}
