using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Strategies.Boundaries;

/// <summary>Moves the borders in the background, before a request has to wait for it.</summary>
internal static class BorderGuard
{
    public const long EveryNs = 500_000_000;

    /// <summary>Below the border at least this share of it is kept free; twice that may go when
    /// movable memory is short.</summary>
    private const int KeptShare = 16;

    /// <summary>Looks at every border once.</summary>
    /// <returns>When to look again.</returns>
    public static long Run(Machine machine, Border[] borders)
    {
        Ledger caller = machine.Ledger;
        var ledger = new Ledger();
        machine.Ledger = ledger;
        foreach (Border border in borders)
            Run(border);
        machine.Ledger = caller;
        machine.BackgroundNs += ledger.Stall.TotalNs;
        return machine.NowNs + EveryNs + ledger.Stall.TotalNs;
    }

    private static void Run(Border border)
    {
        long kept = Math.Max(border.PagesBelow / KeptShare, border.Zone.Pageblocks.Pages);
        while (border.FreeBelow < kept && border.Grow())
        {
        }
        while (border.FreeBelow > 2 * kept && IsShort(border) && border.Shrink())
        {
        }
    }

    /// <summary>Is so little free above the border that kswapd would be at work, were that all of
    /// the zone?</summary>
    private static bool IsShort(Border border) =>
        border.Zone.FreePages - border.FreeBelow < border.Zone.Watermarks.High;
}
