using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>
/// One round over the LRU lists, a cluster of each in turn (<c>shrink_lruvec</c>). It scans
/// 1/2^priority of a list, which may be no page at all (<c>get_scan_count</c>). Pages of zones that
/// would not do go to the young end, unscanned (<c>isolate_lru_pages</c>, <c>mm/vmscan.c</c>).
/// </summary>
/// <remarks>Simplified: anonymous pages come second, where the file pages were not enough and there
/// is room to swap them to.</remarks>
internal sealed class ListRound(Machine machine)
{
    private int highestZone;
    private int priority;
    private long goal;
    private bool ages;
    private bool kswapd;
    private int next;
    private long gotHere;
    private long scan;
    private long age;

    /// <summary>Base pages reclaimed.</summary>
    public long Got { get; private set; }

    /// <summary>Base pages scanned on inactive lists.</summary>
    public long Scanned { get; private set; }

    /// <summary>Parameters are those of <see cref="Reclaimer.ShrinkNode"/>.</summary>
    public void Begin(int highestZone, int priority, long goal, bool ages, bool kswapd)
    {
        machine.OffLru.Drain();
        (this.highestZone, this.priority, this.goal) = (highestZone, priority, goal);
        (this.ages, this.kswapd) = (ages, kswapd);
        (next, scan, age, Got, Scanned) = (0, 0, 0, 0, 0);
    }

    /// <summary>Scans a cluster of an inactive list, and as many active pages.</summary>
    /// <returns>False, having done nothing, when the round is over.</returns>
    public bool Step()
    {
        machine.Cancel.ThrowIfCancellationRequested();
        while (scan + age == 0 || IsEnough)
        {
            if (next == 2 * machine.Reclaimer.Lists.Count)
                return false;
            Open(next++);
        }
        LruLists lists = Lists(next - 1, out bool anon);
        long got = Shrink(lists, anon, Math.Min(scan, Reclaimer.Cluster));
        scan -= Math.Min(scan, Reclaimer.Cluster);
        Age(lists, anon, Math.Min(age, Reclaimer.Cluster));
        age -= Math.Min(age, Reclaimer.Cluster);
        gotHere += got;
        Got += got;
        return true;
    }

    /// <summary>The first round of a caller goes over all that it set out to scan.</summary>
    private bool IsEnough =>
        gotHere >= goal && (kswapd || priority < Reclaimer.FirstPriority);

    /// <summary>Of each set of lists, from the highest zone down, the file pages, then the
    /// anonymous ones.</summary>
    private LruLists Lists(int index, out bool anon)
    {
        anon = index % 2 != 0;
        return machine.Reclaimer.Lists[^(1 + (index / 2))];
    }

    private void Open(int index)
    {
        LruLists lists = Lists(index, out bool anon);
        (scan, age) = (0, 0);
        if (!anon)
            gotHere = 0;
        else if (gotHere >= goal || machine.Reclaimer.SwapFreePages == 0)
            return;
        scan = lists.Pages(anon, active: false, highestZone) >> priority;
        age = lists.Pages(anon, active: true, highestZone) >> priority;
        if (age == 0 || ages || lists.IsInactiveLow(anon))
            return;
        machine.Reclaimer.SparedActive = true;
        age = 0;
    }

    private long Shrink(LruLists lists, bool anon, long scan)
    {
        long got = 0;
        while (scan > 0 && Oldest(lists, anon, active: false, out Zone? zone) is var pfn
            && zone != null)
        {
            scan--;
            Scanned++;
            machine.Counters[kswapd ? VmCounter.PgscanKswapd : VmCounter.PgscanDirect]++;
            got += machine.Reclaimer.ReclaimOne(zone.Lru, pfn, anon);
        }
        machine.Counters[kswapd ? VmCounter.PgstealKswapd : VmCounter.PgstealDirect] += got;
        return got;
    }

    private void Age(LruLists lists, bool anon, long scan)
    {
        while (scan-- > 0 && Oldest(lists, anon, active: true, out Zone? zone) is var pfn
            && zone != null)
            machine.Reclaimer.Deactivate(zone.Lru, pfn);
    }

    /// <summary>The oldest page of a zone that would do; what is older goes to the young end.
    /// </summary>
    private uint Oldest(LruLists lists, bool anon, bool active, out Zone? zone)
    {
        while (lists.Pages(anon, active, highestZone) > 0)
        {
            uint pfn = lists.Oldest(anon, active);
            zone = machine.ZoneOf(pfn);
            if (zone.Index <= highestZone)
            {
                machine.Ledger.Stall.ReclaimNs += machine.Costs.LruScanNs;
                return pfn;
            }
            machine.Ledger.Stall.ReclaimNs += machine.Costs.ScanFrameNs;
            zone.Lru.Rotate(pfn);
        }
        zone = null;
        return Pfn.None;
    }
}
