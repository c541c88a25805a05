using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>Is a request of a costly order that may be tried hard tried once more? As long as a
/// zone would hold it if all its page cache were free, up to 16 times; and as long as reclaim has
/// taken something and compaction may yet do (<c>should_reclaim_retry</c>,
/// <c>should_compact_retry</c> in <c>mm/page_alloc.c</c>).</summary>
internal struct Retries
{
    /// <summary><c>MAX_RECLAIM_RETRIES</c>.</summary>
    private const int MaxLooks = 16;

    /// <summary><c>MAX_COMPACT_RETRIES</c>, of which a costly order has a quarter.</summary>
    private const int MaxCompactions = 16 / 4;

    private int looks;
    private int compactions;

    /// <param name="machine">The machine that is asked.</param>
    /// <param name="request">What failed.</param>
    /// <param name="progress">Did reclaim take something, or leave all as there was room?</param>
    /// <param name="result">What compaction came to.</param>
    public bool Again(Machine machine, in AllocationRequest request,
        bool progress, CompactResult result)
    {
        if (++looks <= MaxLooks && machine.Allocator.MayYetHold(request))
            return true;
        if (!progress)
            return false;
        return result switch
        {
            CompactResult.Success => ++compactions <= MaxCompactions,
            CompactResult.Skipped => ReclaimMayHelp(machine, request),
            _ => false,
        };
    }

    /// <summary>Would compaction have the room it needs in a zone, were a share of the page cache
    /// free? (<c>compaction_zonelist_suitable</c>)</summary>
    private static bool ReclaimMayHelp(Machine machine, in AllocationRequest request)
    {
        int highest = machine.Allocator.HighestZone(request);
        for (int i = highest; i >= 0; i--)
        {
            Zone zone = machine.Zones[i];
            if (ZoneCompactor.HasRoom(zone, request.Order, highest,
                    zone.ReclaimablePages / request.Order))
                return true;
        }
        return false;
    }
}
