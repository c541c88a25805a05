using FragSim.Sim.Memory;

namespace FragSim.Sim.Boot;

/// <summary>Which zones a machine has, given its RAM and what its command line sets aside.
/// </summary>
internal static class MemoryLayout
{
    /// <summary>A flat machine: one Normal zone, and a Movable one at its top if asked for.
    /// </summary>
    public static IReadOnlyList<ZoneSpan> Flat(ulong bytes, MachineOptions options)
    {
        if (bytes is < SimulationOptions.MinMemoryBytes or > SimulationOptions.MaxMemoryBytes)
        {
            throw new UsageException(
                $"{bytes >> 20} MiB of memory cannot be simulated; choose 16MiB to 8191GiB.");
        }
        uint frames = (uint)(bytes >> 12) & ~(Order.Pages(Order.MaxBuddy) - 1);
        return WithMovable([new ZoneSpan("Normal", 0, frames)], options.MovableShare);
    }

    /// <summary>Can a machine have these zones?</summary>
    /// <exception cref="InputException">They reach too far.</exception>
    public static void Check(IReadOnlyList<ZoneSpan> recorded)
    {
        ulong end = recorded.Max(z => (ulong)z.Start + z.Spanned);
        if (end > SimulationOptions.MaxMemoryBytes >> 12)
        {
            throw new InputException($"the start state has zones up to {end >> 18} GiB, and no "
                + "more than 8191 GiB can be simulated; record a smaller machine.");
        }
    }

    /// <summary>The zones of a start state for a strategy that places its pages anew: a recorded
    /// Movable zone goes back to the zone below, then the strategy's own share is taken.</summary>
    public static IReadOnlyList<ZoneSpan> Anew(IReadOnlyList<ZoneSpan> recorded, double share)
    {
        var zones = new List<ZoneSpan>();
        foreach (ZoneSpan span in recorded)
        {
            if (span.MovableOnly && zones.Count > 0)
                zones[^1] = zones[^1] with { Spanned = span.End - zones[^1].Start };
            else
                zones.Add(span);
        }
        return WithMovable(zones, share);
    }

    /// <summary>Takes a share of all memory from the top of the highest zone, aligned to the
    /// largest order (<c>find_zone_movable_pfns_for_nodes</c>).</summary>
    private static List<ZoneSpan> WithMovable(List<ZoneSpan> zones, double share)
    {
        if (share <= 0)
            return zones;
        ZoneSpan top = zones[^1];
        uint wanted = (uint)(zones.Sum(z => (double)z.Spanned) * share);
        // A tenth stays with the kernel, which must have some memory of its own.
        uint most = top.Spanned - (top.Spanned / 10);
        uint start = Pfn.Head(top.End - Math.Min(wanted, most), Order.MaxBuddy);
        zones[^1] = top with { Spanned = start - top.Start };
        zones.Add(new ZoneSpan("Movable", start, top.End - start));
        return zones;
    }
}
