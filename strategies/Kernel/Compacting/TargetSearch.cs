using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>One search of the movable free lists for targets: the top quarter of what lies between
/// the scanners is preferred, the top half accepted
/// (<c>fast_isolate_freepages</c>).</summary>
internal ref struct TargetSearch
{
    private readonly CompactControl run;
    private readonly uint preferred;
    private readonly uint accepted;
    private readonly bool starting;
    private int limit;
    private uint highest;
    private long scanned;
    private long isolated;

    public TargetSearch(CompactControl run)
    {
        this.run = run;
        int blockOrder = run.Zone.Pageblocks.BlockOrder;
        // A search that jumped to the middle may have left the scanners crossed.
        uint distance = run.FreePfn > run.MigratePfn ? run.FreePfn - run.MigratePfn : 0;
        preferred = Pfn.Head(run.FreePfn - (distance >> 2), blockOrder);
        accepted = Pfn.Head(run.FreePfn - (distance >> 1), blockOrder);
        starting = run.FreePfn >= run.Progress.InitFreePfn;
        limit = starting
            ? (int)(run.Zone.Pageblocks.Pages >> 1)
            : Math.Max(1, run.FreeListScanLimit >> 1);
    }

    /// <summary>The zone could not spare the block that was found.</summary>
    public bool Aborted { get; private set; }

    /// <summary>Looks at one order, and isolates what it finds.</summary>
    /// <returns>The block; None when there was none.</returns>
    public uint Try(int order)
    {
        Frames frames = run.Machine.Frames;
        FreeLists free = run.Zone.Free;
        uint list = free.List(order, run.Zone.MovableList);
        uint found = Pfn.None, second = Pfn.None, last = list;
        int looked = 0;
        for (uint pfn = frames.Last(list); pfn != list; pfn = frames.Prev(pfn))
        {
            looked++;
            scanned++;
            last = pfn;
            highest = Math.Max(highest,
                Math.Max(Pfn.Head(pfn, run.Zone.Pageblocks.BlockOrder), run.Zone.Start));
            if (pfn >= preferred)
            {
                run.FastSearchFails = 0;
                run.SearchOrder = order;
                found = pfn;
                break;
            }
            if (pfn >= accepted && (second == Pfn.None || pfn > second))
            {
                second = pfn;
                limit >>= 1;
            }
            if (looked >= limit)
                break;
        }
        if (found == Pfn.None && second != Pfn.None)
            last = found = second;
        if (last != list)
            run.Zone.TurnList(last, first: true);
        if (found != Pfn.None && !FreeScanner.TryIsolate(run, found, order))
        {
            Aborted = true;
            return Pfn.None;
        }
        if (found != Pfn.None)
            isolated = Order.Pages(order) - 1;
        if (looked >= limit)
            limit = Math.Max(1, limit >> 1);
        return found;
    }

    public readonly void Charge()
    {
        run.Machine.Ledger.ChargeScan(run.Machine.Costs, scanned);
        run.Machine.Counters[VmCounter.CompactFreeScanned] += scanned + isolated;
    }

    /// <summary>Nothing was found: a scanner that just starts jumps to the best place seen.
    /// </summary>
    /// <returns>That place; None when it stays where it is.</returns>
    public readonly uint Missed()
    {
        run.FastSearchFails++;
        if (!starting || (highest < accepted && !run.Task.Direct))
            return Pfn.None;
        return run.FreePfn = Math.Max(highest, accepted);
    }

    public readonly void RememberHighest()
    {
        if (highest != 0 && highest >= run.Progress.FreePfn)
            run.Progress.FreePfn = highest - run.Zone.Pageblocks.Pages;
    }
}
