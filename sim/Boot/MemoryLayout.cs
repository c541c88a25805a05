using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Boot;

/// <summary>Which zones a machine has, given its RAM and what its command line sets aside.
/// </summary>
internal static class MemoryLayout
{
    /// <summary>One Normal zone, HighMem above it where the kernel cannot use all of memory, and a
    /// Movable zone at the top if asked for.</summary>
    /// <exception cref="UsageException">There is too little memory, or too much.</exception>
    public static IReadOnlyList<ZoneSpan> Of(SimulationOptions options, MachineOptions boot)
    {
        ulong bytes = options.MemoryBytes;
        if (bytes is < SimulationOptions.MinMemoryBytes or > SimulationOptions.MaxMemoryBytes)
        {
            throw new UsageException(
                $"{bytes >> 20} MiB of memory cannot be simulated; choose 16MiB to 8191GiB.");
        }
        uint frames = Frames(bytes);
        uint kernel = options.KernelZoneBytes is > 0 and var limit && limit < bytes
            ? Frames(Math.Max(limit, SimulationOptions.MinMemoryBytes)) : frames;
        var zones = new List<ZoneSpan> { new("Normal", 0, kernel) };
        if (kernel < frames)
            zones.Add(new ZoneSpan("HighMem", kernel, frames - kernel));
        return WithMovable(zones, boot);
    }

    /// <summary>Can a machine have these zones?</summary>
    /// <exception cref="InputException">They reach too far.</exception>
    public static void Check(IReadOnlyList<ZoneSpan> spans)
    {
        ulong end = spans.Max(z => (ulong)z.Start + z.Spanned);
        if (end > SimulationOptions.MaxMemoryBytes >> 12)
        {
            throw new InputException($"the start state has zones up to {end >> 18} GiB, and no "
                + "more than 8191 GiB can be simulated; record a smaller machine.");
        }
    }

    /// <summary>Memory that zones span.</summary>
    public static ulong Bytes(IReadOnlyList<ZoneSpan> zones) =>
        (ulong)zones.Sum(z => (long)z.Spanned) << 12;

    /// <summary>The zones of a start state for a strategy that places its pages anew: a given
    /// Movable zone goes back to the zone below, then the strategy's own share is taken.</summary>
    public static IReadOnlyList<ZoneSpan> Anew(
        IReadOnlyList<ZoneSpan> spans, MachineOptions boot)
    {
        var zones = new List<ZoneSpan>();
        foreach (ZoneSpan span in spans)
        {
            if (span.MovableOnly && zones.Count > 0)
                zones[^1] = zones[^1] with { Spanned = span.End - zones[^1].Start };
            else
                zones.Add(span);
        }
        return WithMovable(zones, boot);
    }

    /// <summary>Whole blocks of the largest order.</summary>
    private static uint Frames(ulong bytes) =>
        (uint)(bytes >> 12) & ~(Order.Pages(Order.MaxBuddy) - 1);

    /// <summary>Takes the top of memory, aligned to the largest order
    /// (<c>find_zone_movable_pfns_for_nodes</c>); a HighMem zone that it reaches below is gone.
    /// </summary>
    private static List<ZoneSpan> WithMovable(List<ZoneSpan> zones, MachineOptions boot)
    {
        if (!boot.HasMovable)
            return zones;
        uint end = zones[^1].End;
        uint start = Math.Max(StartOfMovable(zones, boot), LeastKernel(zones));
        zones.RemoveAll(z => z.Start >= start);
        zones[^1] = zones[^1] with { Spanned = Math.Min(zones[^1].End, start) - zones[^1].Start };
        if (start < end)
            zones.Add(new ZoneSpan("Movable", start, end - start));
        return zones;
    }

    /// <summary>The first frame after the kernel's share, counted from the bottom, of which a
    /// block that is begun is finished. Holes within a zone count as memory.</summary>
    private static uint StartOfMovable(List<ZoneSpan> zones, MachineOptions boot)
    {
        long left = KernelFrames(zones, boot);
        foreach (ZoneSpan zone in zones)
        {
            if (left <= zone.Spanned)
                return RoundUp(zone.Start + (uint)left);
            left -= zone.Spanned;
        }
        return zones[^1].End;
    }

    private static long KernelFrames(List<ZoneSpan> zones, MachineOptions boot)
    {
        long all = zones.Sum(z => (long)z.Spanned);
        if (boot.KernelcoreBytes > 0)
            return (long)Math.Min(boot.KernelcoreBytes >> 12, (ulong)all);
        double wanted = boot.MovableBytes > 0 ? boot.MovableBytes >> 12 : all * boot.MovableShare;
        return all - Math.Min(RoundUp((uint)Math.Min(wanted, all)), all);
    }

    private static uint RoundUp(uint frames) =>
        Pfn.Head(frames + Order.Pages(Order.MaxBuddy) - 1, Order.MaxBuddy);

    /// <summary>A tenth of the highest zone that the kernel can use stays with it, and at least
    /// a block of the largest order: it must have some memory of its own.</summary>
    private static uint LeastKernel(List<ZoneSpan> zones)
    {
        ZoneSpan top = zones.Last(z => !z.MovableOnly);
        uint most = top.Spanned - (top.Spanned / 10);
        uint first = Pfn.Head(top.Start, Order.MaxBuddy) + Order.Pages(Order.MaxBuddy);
        return Math.Max(Pfn.Head(top.End - most, Order.MaxBuddy), first);
    }
}
