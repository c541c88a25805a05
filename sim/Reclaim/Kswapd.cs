using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Sim.Reclaim;

/// <summary>
/// The background reclaimer: woken below the low watermark, sleeps above the high one. It works in
/// its own time beside the workload (<c>mm/vmscan.c</c>, <c>balance_pgdat</c>).
/// </summary>
public sealed class Kswapd
{
    private readonly Machine machine;
    private readonly Ledger ledger = new();
    private long clockNs;
    private int priority;
    private int highestZone;
    private int sleptOrder;

    internal Kswapd(Machine machine) => this.machine = machine;

    public bool Awake { get; private set; }

    /// <summary>Highest order somebody waits for.</summary>
    public int Order { get; private set; }

    /// <summary>Time it has worked in all.</summary>
    public long WorkedNs { get; private set; }

    /// <summary>When it next has work to do; MaxValue while asleep.</summary>
    public long NextNs => Awake ? clockNs : long.MaxValue;

    /// <param name="order">What could not be had above the low watermark.</param>
    /// <param name="highest">Index of the highest zone that would have done.</param>
    public void Wake(int order, int highest)
    {
        highestZone = Awake ? Math.Max(highestZone, highest) : highest;
        if (!Awake && IsBalanced())
            return;
        Order = Math.Max(Order, order);
        if (Awake)
            return;
        Awake = true;
        machine.SetReclaimActive(true);
        clockNs = machine.NowNs;
        priority = Reclaimer.FirstPriority;
    }

    /// <summary>The highest order it was woken for before it last slept, once: kcompactd goes on
    /// from there.</summary>
    public int TakeSleptOrder()
    {
        int order = sleptOrder;
        sleptOrder = 0;
        return order;
    }

    /// <summary>Works until its clock has caught up with the machine's.</summary>
    public void Run()
    {
        Ledger caller = machine.Ledger;
        machine.Ledger = ledger;
        while (Awake && clockNs <= machine.NowNs)
            Step();
        machine.Ledger = caller;
    }

    /// <summary>One cluster of pages; more urgent each time nothing was found.</summary>
    private void Step()
    {
        if (IsBalanced())
        {
            Sleep();
            return;
        }
        ledger.Clear();
        long got = 0;
        for (int i = highestZone; i >= 0; i--)
        {
            got += machine.Reclaimer.ShrinkZone(
                machine.Zones[i], priority, Reclaimer.Cluster, kswapd: true);
        }
        got += machine.Reclaimer.ShrinkSlab(priority);
        long worked = Math.Max(ledger.Stall.TotalNs, machine.Costs.LruScanNs);
        clockNs += worked;
        WorkedNs += worked;
        if (got > 0)
            priority = Reclaimer.FirstPriority;
        else if (--priority < 0)
            Sleep();
    }

    private void Sleep()
    {
        Awake = false;
        machine.SetReclaimActive(false);
        sleptOrder = Math.Max(sleptOrder, Order);
        Order = 0;
        highestZone = 0;
        for (int i = 0; i < machine.Zones.Count; i++)
            machine.Zones[i].Watermarks.Boost = 0;
    }

    /// <summary>One zone above its high watermark is enough (<c>pgdat_balanced</c>).</summary>
    private bool IsBalanced()
    {
        for (int i = highestZone; i >= 0; i--)
        {
            Zone zone = machine.Zones[i];
            long high = zone.Watermarks.High + zone.Watermarks.Boost;
            if (PageAllocator.WatermarkHolds(zone, 0, high, MigrateType.Unmovable, highestZone))
                return true;
        }
        return false;
    }
}
