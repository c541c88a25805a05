using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Kernel.Compacting;

/// <summary>
/// Background reclaim and compaction that are not content with free pages but want whole free
/// pageblocks, as many as the high watermark has pages (Linux 6.15, <c>pgdat_balanced</c> and
/// <c>kcompactd_do_work</c> under <c>vm.defrag_mode</c>).
/// </summary>
internal sealed class BlockKeeper
{
    private readonly ZoneCompactor compactor = new();
    private readonly DirectCompactor direct;
    private readonly Ledger ledger = new();
    private long readyNs;

    public BlockKeeper()
    {
        direct = new DirectCompactor(compactor);
        compactor.IsEnough = IsKept;
    }

    /// <summary>When it goes to work; MaxValue while no request needs a block.</summary>
    public long NextNs { get; private set; } = long.MaxValue;

    public void Boot(Machine machine) => direct.Boot(machine);

    /// <summary>A request found no block of its type.</summary>
    public void Wake(Machine machine)
    {
        if (NextNs == long.MaxValue)
            NextNs = Math.Max(machine.NowNs, readyNs);
    }

    /// <summary>One round: reclaim what compaction needs to work with, then compact.</summary>
    public void Run(Machine machine)
    {
        ledger.Clear();
        using (machine.ChargeTo(ledger))
        {
            foreach (ZoneProgress progress in direct.Zones)
            {
                if (IsKept(progress.Zone))
                    continue;
                Reclaim(machine, progress.Zone);
                Compact(machine, progress);
            }
        }
        machine.BackgroundNs += ledger.Spent.TotalNs;
        readyNs = machine.NowNs + ledger.Spent.TotalNs;
        NextNs = long.MaxValue;
    }

    /// <summary>Is the high watermark met in whole pageblocks?</summary>
    private static bool IsKept(Zone zone)
    {
        long pages = 0;
        for (int order = zone.Pageblocks.BlockOrder; order <= Order.MaxBuddy; order++)
            pages += zone.Free.CountOfOrder(order) << order;
        return pages >= zone.Watermarks.High + zone.Watermarks.Boost;
    }

    /// <summary>kswapd reclaims the gap that compaction needs and leaves the rest to it
    /// (<c>kswapd_shrink_node</c>).</summary>
    private static void Reclaim(Machine machine, Zone zone)
    {
        if (machine.Reclaimer.IsGiven)
            return;
        long wanted = ZoneCompactor.Gap(zone.Pageblocks.BlockOrder);
        int priority = Reclaimer.FirstPriority;
        while (wanted > 0 && priority >= 0)
        {
            long got = machine.Reclaimer.ShrinkNode(
                zone.Index, priority, Reclaimer.Cluster, ages: false, kswapd: true);
            wanted -= got;
            priority = got > 0 ? Reclaimer.FirstPriority : priority - 1;
        }
    }

    private void Compact(Machine machine, ZoneProgress progress)
    {
        int order = progress.Zone.Pageblocks.BlockOrder;
        SkipReset.Run(machine, progress);
        if (progress.IsDeferred(order))
            return;
        long mark = progress.Zone.Watermarks.Low + ZoneCompactor.Gap(order);
        if (!WatermarkCheck.Holds(
                progress.Zone, 0, mark, MigrateType.Movable, progress.Zone.Index))
            return;
        machine.Counters[VmCounter.CompactDaemonWake]++;
        CompactResult result = compactor.Compact(machine, progress, new(order,
            progress.Zone.TypeFor(MigrateType.Movable), CompactMode.SyncLight, Direct: false,
            Full: false));
        machine.DrainPcp(progress.Zone);
        if (result == CompactResult.Success)
            progress.Succeeded(order, allocated: false);
        else if (result is CompactResult.Complete or CompactResult.PartialSkipped)
            progress.Defer(order);
    }
}
