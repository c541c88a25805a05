using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel.Settings;

namespace FragSim.Strategies.Kernel.Compacting;

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
    private Machine? machine;
    private long nextNs = long.MaxValue;
    private int wantedOrder;
    private int highestZone = int.MaxValue;
    private int skipChecks;
    private int proactiveness = 20;
    // What it is at: an order, or none in particular, from one zone to the last.
    private int order;
    private int zone;
    private int lastZone;
    private int scoreBefore;
    private IDaemonPace? pace;

    public Kcompactd(DirectCompactor direct)
    {
        this.direct = direct;
        isCompacted = zone => machine!.Kswapd.Awake
            || ScoreOf(zone) <= ProactiveScore.Low(proactiveness);
    }

    private IDaemonPace Pace => pace ??= machine!.TakePace();

    /// <summary>When it next looks, or makes a step of its work.</summary>
    public long NextNs => machine is null ? nextNs
        : Pace.IsDue ? 0 : Pace.AtWork ? Pace.NextNs : nextNs;

    /// <summary>When it next finds something to do, if nothing else happens before.</summary>
    public long NextWorkNs(Machine machine)
    {
        if (wantedOrder > 0 || Pace.IsDue || Pace.AtWork)
            return NextNs;
        return proactiveness == 0 || nextNs == long.MaxValue
            || Score(machine) <= ProactiveScore.High(proactiveness)
            ? long.MaxValue : Math.Max(nextNs, machine.NowNs) + (skipChecks * CheckEveryNs);
    }

    /// <summary>Passes over the looks before a time, in which it finds nothing to do.</summary>
    public void PassOver(long untilNs)
    {
        long first = Math.Max(nextNs, machine!.NowNs);
        if (first >= untilNs)
            return;
        long looks = ((untilNs - 1 - first) / CheckEveryNs) + 1;
        nextNs = first + (looks * CheckEveryNs);
        skipChecks = (int)Math.Max(skipChecks - looks, 0);
    }

    public void Configure(KernelSettings settings)
    {
        proactiveness = settings.Proactiveness;
        compactor.ExtfragThreshold = settings.ExtfragThreshold;
    }

    public void Start(Machine machine)
    {
        this.machine = machine;
        Sleep(machine, 0);
    }

    /// <summary>Blocks of an order are needed. It works at once where it can, else it tries
    /// when it next looks (<c>wakeup_kcompactd</c>).</summary>
    public void Wake(Machine machine, int order, int highest)
    {
        wantedOrder = Math.Max(wantedOrder, order);
        highestZone = Math.Min(highestZone, highest);
        for (int i = 0; i < direct.Zones.Count && i <= highestZone && nextNs > machine.NowNs; i++)
        {
            if (compactor.Unsuitable(direct.Zones[i].Zone, wantedOrder, highestZone) == null)
                nextNs = machine.NowNs;
        }
    }

    /// <summary>Does what is due: looks whether there is something to do, makes a step of it, or
    /// does all at once.</summary>
    public void Run(Machine machine)
    {
        bool due = Pace.TakeDue();
        if (!Pace.AtWork && !due && nextNs > machine.NowNs)
            return;
        long before = ledger.Spent.TotalNs;
        using (machine.ChargeTo(ledger))
        {
            if (Pace.AtWork)
            {
                Step(machine);
            }
            else if (Begin(machine))
            {
                Pace.AtWork = true;
                before = 0;
                while (!Pace.InSteps && Pace.AtWork)
                    Step(machine);
            }
        }
        if (Pace.AtWork)
            Pace.Worked(ledger.Spent.TotalNs - before);
        else
            Sleep(machine, ledger.Spent.TotalNs);
    }

    /// <summary>A recording says itself when its kcompactd looked.</summary>
    private void Sleep(Machine machine, long workedNs)
    {
        machine.BackgroundNs += workedNs;
        nextNs = machine.Kswapd.IsGiven
            ? long.MaxValue : machine.NowNs + CheckEveryNs + workedNs;
    }

    /// <summary>Is there something to do? Then the first zone is begun.</summary>
    private bool Begin(Machine machine)
    {
        // Others run while it works; it cannot be woken twice.
        nextNs = long.MaxValue;
        ledger.Clear();
        if (wantedOrder > 0)
        {
            machine.Counters[VmCounter.CompactDaemonWake]++;
            compactor.IsEnough = null;
            order = wantedOrder;
            lastZone = Math.Min(highestZone, direct.Zones.Count - 1);
        }
        else
        {
            if (proactiveness == 0 || machine.ReclaimActive || skipChecks-- > 0)
                return false;
            skipChecks = 0;
            scoreBefore = Score(machine);
            if (scoreBefore <= ProactiveScore.High(proactiveness))
                return false;
            compactor.IsEnough = isCompacted;
            order = CompactTask.NoOrder;
            lastZone = direct.Zones.Count - 1;
        }
        zone = -1;
        // It asks in the kernel's name, so a block on the unmovable lists is what ends a run.
        compactor.Begin(machine, new(order, machine.Zones[0].TypeFor(MigrateType.Unmovable),
            CompactMode.SyncLight, Direct: false, Full: order < 0));
        return BeginNextZone(machine) || End(machine);
    }

    /// <summary>Makes a step, and goes on to the next zone when one is done.</summary>
    private void Step(Machine machine)
    {
        long migrateScanned = machine.Counters[VmCounter.CompactMigrateScanned];
        long freeScanned = machine.Counters[VmCounter.CompactFreeScanned];
        bool stepped, goesOn;
        do
        {
            stepped = compactor.Step();
            goesOn = GoesOn(machine) || BeginNextZone(machine);
        }
        while (!stepped && goesOn);
        machine.Counters[VmCounter.CompactDaemonMigrateScanned] +=
            machine.Counters[VmCounter.CompactMigrateScanned] - migrateScanned;
        machine.Counters[VmCounter.CompactDaemonFreeScanned] +=
            machine.Counters[VmCounter.CompactFreeScanned] - freeScanned;
        Pace.AtWork = goesOn || End(machine);
    }

    private bool GoesOn(Machine machine)
    {
        if (compactor.GoesOn(out CompactResult result))
            return true;
        if (order > 0)
            EndZone(machine, direct.Zones[zone], result);
        return false;
    }

    private bool BeginNextZone(Machine machine)
    {
        while (++zone <= lastZone)
        {
            ZoneProgress next = direct.Zones[zone];
            if (order > 0 ? !IsWorthIt(next) : next.Zone.Managed == 0)
                continue;
            compactor.Enter(next);
            if (GoesOn(machine))
                return true;
        }
        return false;
    }

    /// <summary>The zone is asked twice: for its own sake, then for that of the highest there is
    /// to be room in (<c>kcompactd_do_work</c>, <c>compact_zone</c>).</summary>
    private bool IsWorthIt(ZoneProgress next)
    {
        if (next.IsDeferred(order) || compactor.Unsuitable(next.Zone, order, zone) != null)
            return false;
        CompactResult? unsuitable = compactor.Unsuitable(next.Zone, order, lastZone);
        if (unsuitable == CompactResult.Success)
            next.Succeeded(order, allocated: false);
        return unsuitable == null;
    }

    private void EndZone(Machine machine, ZoneProgress zone, CompactResult result)
    {
        if (result == CompactResult.Success)
        {
            zone.Succeeded(order, allocated: false);
        }
        else if (result is CompactResult.Complete or CompactResult.PartialSkipped)
        {
            machine.DrainPcp(zone.Zone);
            zone.Defer(order);
        }
    }

    /// <summary>All is done. What was asked for meanwhile stands if it is more than has just been
    /// tried; where proactive work made nothing better, it waits as long as a deferred direct run
    /// would.</summary>
    /// <returns>False: it is no longer at work.</returns>
    private bool End(Machine machine)
    {
        if (order < 0)
        {
            skipChecks = Score(machine) >= scoreBefore ? 1 << 6 : 0;
            return false;
        }
        if (wantedOrder <= order)
            wantedOrder = 0;
        if (highestZone >= lastZone)
            highestZone = int.MaxValue;
        return false;
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
