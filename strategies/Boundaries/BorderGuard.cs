using FragSim.Sim.Base;
using FragSim.Sim.Kernel;

namespace FragSim.Strategies.Boundaries;

/// <summary>Moves the borders in the background, before a request has to wait for it, and reclaims
/// where little is free above one: the zone's own watermarks count what is free below, which
/// movable pages may not have.</summary>
internal sealed class BorderGuard
{
    private const long EveryNs = 500_000_000;

    /// <summary>Below the border at least this share of it is kept free; twice that may go when
    /// movable memory is short.</summary>
    private const int KeptShare = 16;

    private readonly Border[] borders;
    private readonly Ledger ledger = new();
    private readonly Machine machine;
    private bool hopeless;

    public BorderGuard(Machine machine, Border[] borders)
    {
        this.machine = machine;
        this.borders = borders;
        NextNs = machine.NowNs + EveryNs;
    }

    /// <summary>When it next looks.</summary>
    public long NextNs { get; private set; }

    /// <summary>When it next finds something to do, if nothing else happens before.</summary>
    public long NextWorkNs => Array.TrueForAll(borders, IsCalm) ? long.MaxValue : NextNs;

    /// <summary>Passes over the looks before a time, in which it finds nothing to do.</summary>
    public void PassOver(long untilNs)
    {
        long first = Math.Max(NextNs, machine.NowNs);
        if (first >= untilNs)
            return;
        NextNs = first + ((((untilNs - 1 - first) / EveryNs) + 1) * EveryNs);
        hopeless = false;
    }

    /// <summary>Movable memory is wanted: below the low watermark it works at once, unless that was
    /// in vain just before.</summary>
    public void Watch(Machine machine, Border border)
    {
        if (!hopeless && NextNs > machine.NowNs && border.IsLowAbove)
            NextNs = machine.NowNs;
    }

    /// <summary>Looks at every border once.</summary>
    public void Run(Machine machine)
    {
        ledger.Clear();
        hopeless = false;
        using (machine.ChargeTo(ledger))
        {
            foreach (Border border in borders)
            {
                Move(border);
                if (!machine.Kswapd.IsGiven)
                    hopeless |= !Reclaim(machine.Reclaimer, border);
            }
        }
        machine.BackgroundNs += ledger.Spent.TotalNs;
        NextNs = machine.NowNs + EveryNs + ledger.Spent.TotalNs;
    }

    private static bool IsCalm(Border border) =>
        !border.IsShortAbove && border.FreeBelow >= Kept(border);

    private static long Kept(Border border) =>
        Math.Max(border.PagesBelow / KeptShare, border.Zone.Pageblocks.Pages);

    private static void Move(Border border)
    {
        long kept = Kept(border);
        while (border.FreeBelow < kept && !border.IsShortAbove && border.Grow())
        {
        }
        while (border.FreeBelow > 2 * kept && border.IsShortAbove && border.Shrink())
        {
        }
    }

    /// <summary>Reclaims until the high watermark holds above the border, more urgently each time
    /// nothing was found.</summary>
    /// <returns>Whether it does hold.</returns>
    private static bool Reclaim(Reclaimer reclaimer, Border border)
    {
        int priority = Reclaimer.FirstPriority;
        while (border.IsShortAbove && priority >= 0)
        {
            long got = reclaimer.ShrinkNode(
                border.Zone.Index, priority, Reclaimer.Cluster, ages: false, kswapd: true);
            priority = got > 0 ? Reclaimer.FirstPriority : priority - 1;
        }
        return !border.IsShortAbove;
    }
}
