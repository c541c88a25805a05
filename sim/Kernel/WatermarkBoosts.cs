using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>Raised watermarks, as kswapd deals with them: it reclaims as much as they were raised
/// by, unless base pages are short already, and lowers them at the end (<c>nr_boost_reclaim</c>,
/// <c>zone_boosts</c> in <c>balance_pgdat</c>).</summary>
internal sealed class WatermarkBoosts(Machine machine)
{
    private readonly long[] raised = new long[machine.Zones.Count];

    /// <summary>Pages still to be reclaimed on their account.</summary>
    public long PagesLeft { get; private set; }

    /// <summary>Is any zone's watermark raised? (<c>pgdat_watermark_boosted</c>)</summary>
    public bool Any(int highestZone)
    {
        for (int i = highestZone; i >= 0; i--)
        {
            if (machine.Zones[i].Watermarks.Boost > 0)
                return true;
        }
        return false;
    }

    /// <summary>Notes by how much each zone's are raised now.</summary>
    public void Remember(int highestZone)
    {
        PagesLeft = 0;
        for (int i = 0; i < raised.Length; i++)
        {
            raised[i] = i <= highestZone ? machine.Zones[i].Watermarks.Boost : 0;
            PagesLeft += raised[i];
        }
    }

    /// <summary>Ordinary reclaim comes first and may be enough.</summary>
    public void Postpone() => PagesLeft = 0;

    /// <param name="pages">Base pages that a round took.</param>
    /// <param name="inVain">There was some left to do, and the round took nothing.</param>
    public void Reclaimed(long pages, out bool inVain)
    {
        inVain = PagesLeft > 0 && pages == 0;
        PagesLeft = inVain ? 0 : Math.Max(0, PagesLeft - pages);
    }

    /// <summary>Lowers what was noted; what was raised since stays.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Lower()
    {
        bool any = false;
        for (int i = 0; i < raised.Length; i++)
        {
            Watermarks marks = machine.Zones[i].Watermarks;
            marks.Boost -= Math.Min(marks.Boost, raised[i]);
            any |= raised[i] > 0;
            raised[i] = 0;
        }
        return any;
    }
}
