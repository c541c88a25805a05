using FragSim.Sim.Memory;

namespace FragSim.Sim.Boot;

/// <summary>Watermarks, reserves and per-CPU limits by the kernel's own rules.</summary>
internal static class ZoneSetup
{
    /// <summary>Batch of lists of a fixed length (<c>zone_batchsize</c>, Linux 2.6.16).</summary>
    private const int FixedBatch = 31;

    /// <summary>Sets the limits of all zones from their sizes.</summary>
    public static void Tune(Machine machine)
    {
        long lowmem = machine.Zones.Where(z => z.Name != "HighMem").Sum(z => z.Managed);
        int kernelZones = machine.Zones.Count(z => !z.Span.MovableOnly);
        var limits = ZoneLimits.From(machine.Options.Given);
        long minFree = limits.MinFreePages ?? Watermarks.MinFreePages(
            lowmem, kernelZones, machine.Pageblocks.Pages, machine.Options.ThpMinFree);
        foreach (Zone zone in machine.Zones)
        {
            zone.Watermarks.Spread(minFree, zone.Managed, lowmem, zone.Name == "HighMem",
                limits.ScaleFactor);
            zone.Watermarks.Reserve = LowmemReserve(machine.Zones, zone.Index);
            if (zone.Pcp is not { } pcp)
                continue;
            pcp.Batch = PerCpuLists.BatchOf(zone.Managed);
            pcp.High = limits.PcpHigh(zone, pcp.Batch);
            if (pcp.FixedHigh > 0)
                pcp.Batch = FixedBatch;
        }
    }

    /// <summary>Sets the limits that a recorded kernel had. It counts zones without memory too, so
    /// its reserves go by name.</summary>
    public static void Tune(Machine machine, IReadOnlyList<ZoneTuning> recorded)
    {
        var limits = ZoneLimits.From(machine.Options.Given);
        if (limits.Any)
            Tune(machine);
        foreach (ZoneTuning tuning in recorded)
        {
            if (machine.Zones.FirstOrDefault(z => z.Name == tuning.Zone) is not { } zone)
                continue;
            zone.Watermarks.Reserve =
                [.. machine.Zones.Select(highest => ReserveFrom(recorded, tuning, highest))];
            zone.Buddy.Counter = new FreePageCounter(
                zone.FreePages, FreePageCounter.ThresholdOf(zone.Managed));
            // Settings that were given are the user's question: the recorded marks give way.
            if (limits.Any)
                continue;
            zone.Watermarks.Set(tuning.Min, tuning.Low, tuning.High);
            if (zone.Pcp is not { } pcp)
                continue;
            pcp.Batch = Math.Max(tuning.PcpBatch, 1);
            pcp.High = tuning.PcpHigh;
        }
    }

    private static long ReserveFrom(
        IReadOnlyList<ZoneTuning> recorded, ZoneTuning tuning, Zone highest)
    {
        for (int i = 0; i < Math.Min(recorded.Count, tuning.Protection.Length); i++)
        {
            if (recorded[i].Zone == highest.Name)
                return tuning.Protection[i];
        }
        return 0;
    }

    /// <summary>Pages kept from those who could have gone higher: what is managed above, by ratio
    /// (<c>setup_per_zone_lowmem_reserve</c>).</summary>
    private static long[] LowmemReserve(IReadOnlyList<Zone> zones, int index)
    {
        int ratio = zones[index].Name switch { "DMA" or "DMA32" => 256, "Normal" => 32, _ => 0 };
        var reserve = new long[zones.Count];
        long above = 0;
        for (int i = index + 1; i < zones.Count && ratio > 0; i++)
        {
            above += zones[i].Managed;
            reserve[i] = above / ratio;
        }
        return reserve;
    }
}
