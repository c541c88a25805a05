using FragSim.Sim.Memory;
using FragSim.Sim.Metrics;
using FragSim.Sim.Results;

namespace FragSim.Strategies.Compacting;

/// <summary>
/// The background compactor: compacts for the order that kswapd was woken for, and proactively
/// when free memory is too fragmented (<c>kcompactd</c>, <c>proactive_compact_node</c>, 6.1).
/// </summary>
internal sealed class Kcompactd
{
    /// <summary>How often it looks (<c>HPAGE_FRAG_CHECK_INTERVAL_MSEC</c>).</summary>
    private const long CheckEveryNs = 500_000_000;

    private readonly DirectCompactor direct;
    private readonly ZoneCompactor compactor = new();
    private readonly Ledger ledger = new();
    private readonly Func<Zone, bool> isCompacted;
    private int wantedOrder;
    private int highestZone = int.MaxValue;
    private int skipChecks;
    private int proactiveness = 20;

    public Kcompactd(DirectCompactor direct)
    {
        this.direct = direct;
        isCompacted = zone => ScoreOf(zone) <= ProactiveScore.Low(proactiveness);
    }

    /// <summary>When it next looks.</summary>
    public long NextNs { get; private set; } = long.MaxValue;

    public void Configure(KernelSettings settings)
    {
        proactiveness = settings.Proactiveness;
        compactor.ExtfragThreshold = settings.ExtfragThreshold;
    }

    public void Start(Machine machine) => Sleep(machine, 0);

    /// <summary>Somebody needs blocks of an order. It works at once where it can, else it tries
    /// when it next looks (<c>wakeup_kcompactd</c>).</summary>
    public void Wake(Machine machine, int order, int highest)
    {
        wantedOrder = Math.Max(wantedOrder, order);
        highestZone = Math.Min(highestZone, highest);
        for (int i = 0; i < direct.Zones.Count && i <= highestZone && NextNs > machine.NowNs; i++)
        {
            if (compactor.Unsuitable(direct.Zones[i].Zone, wantedOrder, highestZone) == null)
                NextNs = machine.NowNs;
        }
    }

    public void Run(Machine machine)
    {
        // Others run while it works; it cannot be woken twice.
        NextNs = long.MaxValue;
        if (compactor.IsRunning)
            return;
        Ledger caller = machine.Ledger;
        machine.Ledger = ledger;
        ledger.Clear();
        if (wantedOrder > 0)
            CompactFor(machine);
        else
            CompactProactively(machine);
        machine.Ledger = caller;
        machine.BackgroundNs += ledger.Stall.TotalNs;
        Sleep(machine, ledger.Stall.TotalNs);
    }

    /// <summary>A recording says itself when its kcompactd looked.</summary>
    private void Sleep(Machine machine, long workedNs) => NextNs = machine.Kswapd.Recorded
        ? long.MaxValue : machine.NowNs + CheckEveryNs + workedNs;

    private void CompactFor(Machine machine)
    {
        machine.Counters[VmCounter.CompactDaemonWake]++;
        compactor.IsEnough = null;
        int order = wantedOrder;
        int last = Math.Min(highestZone, direct.Zones.Count - 1);
        for (int i = 0; i <= last; i++)
        {
            ZoneProgress zone = direct.Zones[i];
            if (zone.IsDeferred(order) || compactor.Unsuitable(zone.Zone, order, i) != null)
                continue;
            CompactResult result = Compact(machine, zone, order, full: false);
            if (result == CompactResult.Success)
                zone.Succeeded(order, allocated: false);
            else if (result is CompactResult.Complete or CompactResult.PartialSkipped)
            {
                machine.DrainPcp(zone.Zone);
                zone.Defer(order);
            }
        }
        Done(order, last);
    }

    /// <summary>What was asked for meanwhile stands if it is more than has just been tried.
    /// </summary>
    private void Done(int order, int last)
    {
        if (wantedOrder <= order)
            wantedOrder = 0;
        if (highestZone >= last)
            highestZone = int.MaxValue;
    }

    private void CompactProactively(Machine machine)
    {
        if (proactiveness == 0 || machine.ReclaimActive || skipChecks-- > 0)
            return;
        skipChecks = 0;
        int before = Score(machine);
        if (before <= ProactiveScore.High(proactiveness))
            return;
        compactor.IsEnough = isCompacted;
        for (int i = 0; i < direct.Zones.Count; i++)
        {
            ZoneProgress zone = direct.Zones[i];
            if (zone.Zone.Managed > 0)
                Compact(machine, zone, CompactControl.WholeZone, full: true);
        }
        // No better than before: wait as long as a deferred direct run would.
        if (Score(machine) >= before)
            skipChecks = 1 << 6;
    }

    private CompactResult Compact(Machine machine, ZoneProgress zone, int order, bool full)
    {
        long migrateScanned = machine.Counters[VmCounter.CompactMigrateScanned];
        long freeScanned = machine.Counters[VmCounter.CompactFreeScanned];
        // It asks in the kernel's name, so a block on the unmovable lists is what ends a run.
        CompactResult result = compactor.Compact(machine, zone, order,
            zone.Zone.TypeFor(MigrateType.Unmovable), CompactMode.SyncLight, direct: false,
            full);
        machine.Counters[VmCounter.CompactDaemonMigrateScanned] +=
            machine.Counters[VmCounter.CompactMigrateScanned] - migrateScanned;
        machine.Counters[VmCounter.CompactDaemonFreeScanned] +=
            machine.Counters[VmCounter.CompactFreeScanned] - freeScanned;
        return result;
    }

    private static int Score(Machine machine)
    {
        Span<(long Present, int Extfrag)> zones = stackalloc (long, int)[machine.Zones.Count];
        for (int i = 0; i < zones.Length; i++)
            zones[i] = (machine.Zones[i].Managed, ScoreOf(machine.Zones[i]));
        return ProactiveScore.OfNode(zones);
    }

    private static int ScoreOf(Zone zone) =>
        FragmentationIndices.Of(zone.Free, zone.Pageblocks.BlockOrder).Extfrag;
}
