using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>
/// Huge pages above the largest free block: the first aligned range in which nothing is reserved or
/// immovable is isolated and emptied, from low addresses up in each zone, the highest zone first.
/// </summary>
/// <remarks><c>alloc_contig_pages</c> of Linux 6.1 (<c>mm/page_alloc.c</c>), as hugetlb asks for
/// pages of 1 GiB; <c>pfn_range_valid_contig</c> passes over ranges with reserved frames or huge
/// pages, and <c>has_unmovable_pages</c> (<c>mm/page_isolation.c</c>) refuses those with pages that
/// cannot move, frame by frame. Which are refused is known here by pageblock; what the kernel reads
/// until then is charged.</remarks>
internal sealed class ContiguousPages
{
    private ContiguousRange? range;

    /// <summary>Looks only where memory was set aside at boot: in ZONE_MOVABLE and CMA
    /// (<c>hugetlb_cma=</c>).</summary>
    public bool OnlySetAside { get; init; }

    /// <summary>Where in a zone the search begins; at its start unless it is set.</summary>
    public Func<Zone, uint> FirstFrame { get; init; } = static zone => zone.Start;

    /// <summary>Empties a range for a request above the largest free block.</summary>
    /// <returns>First frame; None when no range could be emptied, and the ledger says why.
    /// </returns>
    public uint Take(Machine machine, in AllocationRequest request)
    {
        if (range?.RangeOrder != request.Order)
            range = new ContiguousRange(machine, request.Order) { Reclaims = true };
        machine.Ledger.Refuse(FailureCause.Unmovable);
        for (int i = machine.Allocator.HighestZone(request); i >= 0; i--)
        {
            uint pfn = TakeFrom(machine, machine.Zones[i]);
            if (pfn == Pfn.None)
                continue;
            machine.Ledger.Grant(OnlySetAside ? GrantPath.Partition : GrantPath.Contiguous);
            return pfn;
        }
        return Pfn.None;
    }

    private uint TakeFrom(Machine machine, Zone zone)
    {
        uint size = Order.Pages(range!.RangeOrder);
        uint at = (FirstFrame(zone) + size - 1) & ~(size - 1);
        for (; at < zone.End && zone.End - at >= size; at += size)
        {
            if ((!OnlySetAside || IsSetAside(zone, at, size))
                && IsMovable(machine, at, size) && range.TryTake(at))
                return at;
        }
        return Pfn.None;
    }

    private static bool IsSetAside(Zone zone, uint start, uint size)
    {
        if (zone.Span.MovableOnly)
            return true;
        for (uint at = start; at < start + size; at += zone.Pageblocks.Pages)
        {
            if (zone.TypeOf(at) != MigrateType.Cma)
                return false;
        }
        return true;
    }

    /// <summary>Looks for reserved frames and huge pages first, then for pages that cannot move;
    /// each look ends at the first block that has any.</summary>
    private static bool IsMovable(Machine machine, uint start, uint size)
    {
        BlockUse use = machine.Use;
        uint first = start >> use.BlockOrder, count = size >> use.BlockOrder;
        return Look(machine, first, count, b => use.ReservedPages(b) + use.HugePages(b) > 0)
            && Look(machine, first, count, b => use.BlockedPages(b) > 0);
    }

    private static bool Look(Machine machine, uint first, uint count, Func<uint, bool> ends)
    {
        uint seen = 0;
        bool stopped = false;
        while (!stopped && seen < count)
            stopped = ends(first + seen++);
        machine.Ledger.ChargeScan(machine.Costs, (long)seen << machine.Use.BlockOrder);
        return !stopped;
    }
}
