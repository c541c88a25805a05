using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>Reclaims what is in one aligned area, whatever its age, so that the area becomes one
/// free block (<c>isolate_lru_pages</c> with an order, Linux 2.6.23 to 3.4).</summary>
/// <param name="machine">The machine whose pages are reclaimed; its open ledger pays.</param>
public sealed class AreaReclaim(Machine machine)
{
    /// <summary>Is all that is in use in the area on an LRU list, and free to go?</summary>
    public bool IsReclaimable(uint start, int order)
    {
        machine.OffLru.Drain();
        Frames frames = machine.Frames;
        uint end = start + Order.Pages(order);
        machine.Ledger.ChargeScan(machine.Costs, 1);
        for (uint at = start; at < end; at += frames.BlockSize(at))
        {
            byte state = frames.State[at];
            if (state == FrameState.Reserved
                || (FrameState.IsAllocated(state) && !machine.Reclaimer.CanTake(at)))
                return false;
            machine.Ledger.ChargeScan(machine.Costs, 1);
        }
        return true;
    }

    /// <summary>Takes every page of the area that can go.</summary>
    /// <returns>Pages reclaimed.</returns>
    public long Reclaim(uint start, int order)
    {
        machine.OffLru.Drain();
        Frames frames = machine.Frames;
        uint end = start + Order.Pages(order);
        long got = 0;
        for (uint at = start; at < end;)
        {
            uint next = at + frames.BlockSize(at);
            if (FrameState.IsAllocated(frames.State[at])
                && (frames.Flags[at] & PageFlags.Lru) != 0)
                got += machine.Reclaimer.Take(at);
            else
                machine.Ledger.ChargeScan(machine.Costs, 1);
            at = next;
        }
        return got;
    }
}
