using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Boot;

/// <summary>Watermarks, reserves and per-CPU limits by the kernel's own rules.</summary>
internal static class ZoneSetup
{
    /// <summary>Batch of lists of a fixed length (<c>zone_batchsize</c>, Linux 2.6.16).</summary>
    private const int FixedBatch = 31;

    /// <summary>Sets the limits of all zones from their sizes. HighMem and ZONE_MOVABLE do not
    /// count towards the minimum (<c>nr_free_buffer_pages</c> ends at <c>gfp_zone(GFP_USER)</c>),
    /// but ZONE_MOVABLE keeps its share of it, unless it is made of HighMem
    /// (<c>__setup_per_zone_wmarks</c>, <c>is_highmem</c>), or the kernel is a later one.</summary>
    public static void Tune(Machine machine)
    {
        long lowmem = machine.Zones.Where(z => !z.Span.MovableOnly).Sum(z => z.Managed);
        int kernelZones = machine.Zones.Count(z => !z.Span.MovableOnly);
        var limits = ZoneLimits.From(machine.Options.Given);
        long minFree = limits.MinFreePages ?? Watermarks.MinFreePages(
            lowmem, kernelZones, machine.Pageblocks.Pages, machine.Options.ThpMinFree);
        bool shares = !machine.Options.MovableKeepsToken
            && !machine.Zones.Any(z => z.Name == "HighMem");
        long sharing = shares ? machine.ManagedPages : lowmem;
        foreach (Zone zone in machine.Zones)
        {
            zone.Watermarks.Spread(minFree, zone.Managed, sharing,
                zone.Span.MovableOnly && !shares, limits.ScaleFactor);
            zone.Watermarks.Reserve = LowmemReserve.Of(
                [.. machine.Zones.Select(z => (z.Span.Kind, z.Managed))], zone.Index);
            if (zone.Pcp is not { } pcp)
                continue;
            pcp.Batch = PerCpuLists.BatchOf(zone.Managed);
            pcp.High = limits.PcpHigh(zone, pcp.Batch);
            if (pcp.FixedHigh > 0)
                pcp.Batch = FixedBatch;
        }
    }

    /// <summary>Sets the limits that the kernel of a start state had; where it tells none, those by
    /// the rules. It counts zones without memory too, so its reserves go by name.</summary>
    public static void Tune(Machine machine, IReadOnlyList<ZoneTuning> tunings)
    {
        Tune(machine);
        foreach (Zone zone in machine.Zones)
        {
            zone.Buddy.Counter = new FreePageCounter(
                zone.FreePages, FreePageCounter.ThresholdOf(zone.Managed));
            if (tunings.FirstOrDefault(t => t.Zone == zone.Name) is not { } tuning)
                continue;
            if (tuning.Protection.Length > 0)
                zone.Watermarks.Reserve =
                    [.. machine.Zones.Select(highest => ReserveFrom(tunings, tuning, highest))];
            // Settings that the user gives stand above the marks of the start state.
            if (!ZoneLimits.From(machine.Options.Given).Any)
                Lay(tuning, zone);
        }
    }

    private static void Lay(ZoneTuning tuning, Zone zone)
    {
        if (tuning.High > 0)
            zone.Watermarks.Set(tuning.Min, tuning.Low, tuning.High);
        if (zone.Pcp is { } pcp && tuning.PcpBatch > 0)
            (pcp.Batch, pcp.High) = (tuning.PcpBatch, tuning.PcpHigh);
    }

    private static long ReserveFrom(
        IReadOnlyList<ZoneTuning> tunings, ZoneTuning tuning, Zone highest)
    {
        for (int i = 0; i < Math.Min(tunings.Count, tuning.Protection.Length); i++)
        {
            if (tunings[i].Zone == highest.Name)
                return tuning.Protection[i];
        }
        return 0;
    }
}
