using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>
/// The background reclaimer: woken below the low watermark or when a watermark was raised, sleeps
/// when a zone has a block of the order it was woken for above its high one. It works in its own
/// time beside the workload (Linux 6.1 <c>mm/vmscan.c</c>: <c>wakeup_kswapd</c>,
/// <c>balance_pgdat</c>, <c>kswapd_try_to_sleep</c>).
/// </summary>
public sealed class Kswapd
{
    /// <summary>Rounds without a page after which it is not woken any more
    /// (<c>MAX_RECLAIM_RETRIES</c>).</summary>
    private const int HopelessAfter = 16;

    private readonly Machine machine;
    private readonly Ledger ledger = new();
    private readonly WatermarkBoosts boosts;
    private readonly ListRound round;
    private bool inRound;
    private long goal;
    private long clockNs;
    private int priority;
    private int failures;
    private long reclaimed;
    private long reclaimedBefore;
    private int wantedOrder;
    private int wantedZone = -1;
    private int wokenOrder;
    private int order;
    private int highestZone = int.MaxValue;

    internal Kswapd(Machine machine)
    {
        this.machine = machine;
        boosts = new WatermarkBoosts(machine);
        round = new ListRound(machine);
    }

    /// <summary>When it works and what it takes is given: only what it decides is simulated.
    /// </summary>
    public bool IsGiven { get; set; }

    /// <summary>It was woken and has not yet gone back to sleep.</summary>
    public bool Awake { get; private set; }

    /// <summary>Time it has worked in all.</summary>
    public long WorkedNs { get; private set; }

    /// <summary>When it next has work to do; MaxValue while asleep.</summary>
    public long NextNs => Awake && !IsGiven ? clockNs : long.MaxValue;

    /// <param name="forOrder">The order that was not available above the low watermark.</param>
    /// <param name="highest">Index of the highest zone that would have done.</param>
    /// <param name="callerReclaims">The caller can reclaim for itself.</param>
    public void Wake(int forOrder, int highest, bool callerReclaims)
    {
        wantedOrder = Math.Max(wantedOrder, forOrder);
        wantedZone = Math.Max(wantedZone, highest);
        if (Awake)
            return;
        if (failures >= HopelessAfter
            || (IsBalanced(forOrder, highest) && !boosts.Any(highest)))
        {
            // Enough is free, in pieces: that is for the compactor to mend.
            if (!callerReclaims)
                WakeCompactor(forOrder, highest);
            return;
        }
        if (!IsGiven)
            Begin();
    }

    /// <summary>A caller reclaimed something, so there is hope again.</summary>
    public void SawProgress() => failures = 0;

    /// <summary>Where its times are given: it is woken for an order, or again while it works.
    /// </summary>
    public void BeginGiven(int forOrder)
    {
        wantedOrder = Math.Max(wantedOrder, forOrder);
        if (Awake)
            End();
        Begin();
    }

    /// <summary>Where its times are given: it goes to sleep, and has kcompactd make blocks of an
    /// order.</summary>
    public void EndGiven(int forOrder)
    {
        if (!Awake)
            return;
        wantedOrder = Math.Max(wantedOrder, forOrder);
        End();
        TryToSleep();
    }

    /// <summary>Pages were reclaimed in its name. Twice those of the request it was woken for: if
    /// they do not make up a block, more would not either, and from here on base pages are enough
    /// (<c>kswapd_shrink_node</c>).</summary>
    public void Took(long pages)
    {
        reclaimed += pages;
        if (order > 0 && reclaimed >= 2L << order && !Persists)
            order = 0;
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

    /// <summary>The machine has booted long ago: what it was woken for is done, and what raised
    /// watermarks is forgotten.</summary>
    internal void Settle()
    {
        foreach (Zone zone in machine.Zones)
            zone.Watermarks.Boost = 0;
        (Awake, wantedOrder, wantedZone) = (false, 0, -1);
        machine.SetReclaimActive(false);
    }

    private void Begin()
    {
        order = wokenOrder = wantedOrder;
        highestZone = wantedZone < 0 ? Math.Min(highestZone, machine.Zones.Count - 1) : wantedZone;
        wantedOrder = 0;
        wantedZone = -1;
        if (!Awake)
            clockNs = machine.NowNs;
        Awake = true;
        reclaimed = reclaimedBefore = 0;
        priority = Reclaimer.FirstPriority;
        boosts.Remember(highestZone);
        machine.SetReclaimActive(true);
    }

    /// <summary>A cluster of pages of each list; before each round it looks at the marks.
    /// </summary>
    private void Step()
    {
        if (!inRound && !TryBeginRound())
            return;
        ledger.Clear();
        if (!round.Step())
            EndRound();
        long worked = Math.Max(ledger.Stall.TotalNs, machine.Costs.LruScanNs);
        clockNs += worked;
        WorkedNs += worked;
    }

    private bool TryBeginRound()
    {
        bool balanced = IsBalanced(order, highestZone);
        if (balanced && boosts.PagesLeft == 0)
        {
            End();
            TryToSleep();
            return false;
        }
        if (!balanced && boosts.PagesLeft > 0)
        {
            boosts.Postpone();
            priority = Reclaimer.FirstPriority;
        }
        int highest = Persists ? HighestUnbalanced(order, highestZone) : highestZone;
        goal = Goal(highest);
        round.Begin(highest, priority, goal, ages: false, kswapd: true);
        inRound = true;
        return true;
    }

    /// <summary>The next round is more urgent, unless this one has scanned as much as the high
    /// marks are (<c>kswapd_shrink_node</c>), or was for the sake of raised marks alone.</summary>
    private void EndRound()
    {
        inRound = false;
        long got = round.Got + machine.Reclaimer.ShrinkSlab(priority);
        Took(got);
        if (got > 0)
            failures = 0;
        bool isCalm = round.Scanned >= goal
            || (boosts.PagesLeft > 0 && priority == Reclaimer.FirstPriority - 2);
        boosts.Reclaimed(got, out bool inVain);
        if (!isCalm || got == 0)
            priority--;
        if (!inVain && (priority >= 1 || BeginsAgain()))
            return;
        if (reclaimed == 0)
            failures++;
        End();
        TryToSleep();
    }

    /// <summary>Before 2.6.38 it goes down to priority 0 and begins anew, for the same order, as
    /// long as it finds something (<c>loop_again</c>).</summary>
    private bool BeginsAgain()
    {
        if (!Persists || priority == 0)
            return Persists;
        if (reclaimed == reclaimedBefore)
            return false;
        reclaimedBefore = reclaimed;
        priority = Reclaimer.FirstPriority;
        return true;
    }

    /// <summary>What a round is after (<c>nr_to_reclaim</c>).</summary>
    private long Goal(int highest)
    {
        long goal = 0;
        for (int i = highest; i >= 0; i--)
            goal += Math.Max(machine.Zones[i].Watermarks.High, Reclaimer.Cluster);
        return goal;
    }

    /// <summary>The end of all rounds: raised watermarks it began with are lowered, and as there is
    /// likely room now, whole pageblocks are to be compacted.</summary>
    private void End()
    {
        machine.SetReclaimActive(false);
        inRound = false;
        if (boosts.Lower())
            WakeCompactor(machine.Pageblocks.BlockOrder, highestZone);
    }

    /// <summary>Sleeps if all is well, and hands the order it was woken for to the compactor. Else
    /// it goes on, for whatever was wanted meanwhile (<c>kswapd_try_to_sleep</c>).</summary>
    private void TryToSleep()
    {
        bool enough = IsBalanced(order, highestZone) && IsBalanced(wantedOrder, highestZone);
        if (!IsGiven && failures < HopelessAfter && !enough)
        {
            Begin();
            return;
        }
        Awake = false;
        machine.Allocator.Strategy.KswapdSleeps(machine);
        // What was asked for meanwhile is all there, or else it would go on.
        WakeCompactor(order < wokenOrder ? wokenOrder : Math.Max(order, wantedOrder), highestZone);
    }

    private void WakeCompactor(int forOrder, int highest)
    {
        if (forOrder > 0)
            machine.Allocator.Strategy.WakeCompactor(machine, forOrder, highest);
    }

    private bool Persists =>
        (machine.Allocator.Strategy.Reclaim & ReclaimPolicy.KswapdPersists) != 0;

    /// <summary>One zone above its high watermark is enough (<c>pgdat_balanced</c>); for one that
    /// persists all must be (<c>all_zones_ok</c>, before Linux 2.6.38).</summary>
    private bool IsBalanced(int forOrder, int highest)
    {
        if (Persists)
            return HighestUnbalanced(forOrder, highest) < 0;
        for (int i = highest; i >= 0; i--)
        {
            if (IsBalanced(machine.Zones[i], forOrder, highest))
                return true;
        }
        return false;
    }

    private int HighestUnbalanced(int forOrder, int highest)
    {
        int i = highest;
        while (i >= 0 && IsBalanced(machine.Zones[i], forOrder, highest: 0))
            i--;
        return i;
    }

    private static bool IsBalanced(Zone zone, int forOrder, int highest)
    {
        long high = zone.Watermarks.High + zone.Watermarks.Boost;
        return WatermarkCheck.Holds(
            zone, forOrder, high, MigrateType.Unmovable, highest);
    }
}
