using System.Collections;
using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Boot;

/// <summary>Which frames the allocator is given at boot; all others are reserved.</summary>
internal sealed class Coverage(uint frames, CancellationToken cancel = default)
{
    /// <summary>After so many frames a walk looks whether it is to end early.</summary>
    private const uint CancelEvery = 1 << 20;

    private readonly BitArray covered = new((int)frames);

    public void Cover(uint start, uint end)
    {
        for (uint pfn = start; pfn < end; pfn++)
        {
            LookWhetherToEnd(pfn);
            covered[(int)pfn] = true;
        }
    }

    public bool IsCovered(uint pfn) => covered[(int)pfn];

    /// <summary>Marks every other frame as reserved: it never moves.</summary>
    public void ReserveRest(Machine machine)
    {
        for (uint pfn = 0; pfn < machine.Frames.Count; pfn++)
        {
            LookWhetherToEnd(pfn);
            if (IsCovered(pfn))
                continue;
            machine.Frames.State[pfn] = FrameState.Reserved;
            machine.Use.Reserve(pfn);
        }
    }

    /// <summary>Frees the covered frames of a zone, low addresses first, as the boot allocator
    /// hands memory over (<c>memblock_free_all</c>).</summary>
    public void Release(Zone zone) => ForEachBlock(zone, (pfn, order) =>
    {
        zone.Buddy.Put(pfn, order, zone.TypeOf(pfn), toTail: true);
        zone.Managed += Order.Pages(order);
    });

    /// <summary>Visits the covered frames of a zone as the largest aligned blocks they make.
    /// </summary>
    public void ForEachBlock(Zone zone, Action<uint, int> visit)
    {
        uint pfn = zone.Start;
        while (pfn < zone.End)
        {
            LookWhetherToEnd(pfn);
            if (!IsCovered(pfn))
            {
                pfn++;
                continue;
            }
            int order = LargestFrom(pfn, zone.End);
            visit(pfn, order);
            pfn += Order.Pages(order);
        }
    }

    private void LookWhetherToEnd(uint pfn)
    {
        if (pfn % CancelEvery == 0)
            cancel.ThrowIfCancellationRequested();
    }

    private int LargestFrom(uint pfn, uint end)
    {
        int order = 0;
        while (order < Order.MaxBuddy && Pfn.IsAligned(pfn, order + 1)
            && pfn + Order.Pages(order + 1) <= end
            && AllCovered(pfn + Order.Pages(order), pfn + Order.Pages(order + 1)))
            order++;
        return order;
    }

    private bool AllCovered(uint start, uint end)
    {
        for (uint pfn = start; pfn < end; pfn++)
        {
            if (!IsCovered(pfn))
                return false;
        }
        return true;
    }
}
