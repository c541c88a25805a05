using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>
/// Memory as who asks early has it: the highest block that is free, whatever the strategy would
/// have chosen (memblock goes from the top down; <c>memblock_find_in_range_node</c>). What is set
/// aside or isolated stays so.
/// </summary>
internal static class TopOfMemory
{
    /// <summary>After so many frames the walk looks whether it is to end early.</summary>
    private const long CancelEvery = 1 << 20;

    /// <returns>First frame, in state Tail; None when no such block is free.</returns>
    public static uint Take(Machine machine, in AllocationRequest request)
    {
        long size = Order.Pages(request.Order);
        for (int i = machine.Allocator.HighestZone(request); i >= 0; i--)
        {
            Zone zone = machine.Zones[i];
            for (long pfn = (zone.End & -size) - size; pfn >= zone.Start; pfn -= size)
            {
                if (pfn % CancelEvery == 0)
                    machine.Cancel.ThrowIfCancellationRequested();
                if (zone.TypeOf((uint)pfn) < MigrateType.HighAtomic
                    && zone.Buddy.TryCarve((uint)pfn, request.Order))
                    return (uint)pfn;
            }
        }
        return Pfn.None;
    }
}
