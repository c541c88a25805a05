using System.Globalization;
using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;
using FragSim.Traces.Recordings;

namespace FragSim.Traces.Machines;

/// <summary>Reads off a machine's files how fragmented its memory is. It counts what is there, of
/// whatever orders, types and zones, and models nothing.</summary>
public static class Surveyor
{
    /// <param name="machine">What it tells.</param>
    /// <param name="order">The order to ask about; null takes the order that was refused where a
    /// log tells it, else that of a huge page.</param>
    /// <param name="memoryBytes">Size of the machine, where it does not tell it; 0 when that is not
    /// known.</param>
    /// <exception cref="InputException">A file is damaged.</exception>
    public static MachineSurvey Of(
        MachineSnapshot machine, int? order = null, ulong memoryBytes = 0)
    {
        int asked = order ?? machine.FailedOrder ?? machine.PageSize.HugeOrder;
        List<UserLimit> limits = UserLimit.Of(machine, memoryBytes);
        ulong[]? flags = machine is { PageFlags: { } path, HasPlaces: true }
            ? KernelPageFlags.Read(path, machine.Zones!.Max(z => z.Span.End)) : null;
        IEnumerable<FreeOfType> free = machine.Types is { } types
            ? types.Select(t => new FreeOfType(t.Node, t.Zone, t.Type, t.Blocks))
            : machine.Free.Select(z => new FreeOfType(z.Node, z.Zone, null, z.Blocks));
        return new MachineSurvey(
            [.. machine.Free.Select((z, i) => Zone(machine, z, limits[i], flags, asked))],
            [.. free])
        {
            Order = asked,
            PageBytes = machine.PageSize.Bytes,
            PageblockOrder = machine.PageblockOrder ?? machine.PageSize.HugeOrder,
            Pageblocks = [.. machine.Pageblocks.SelectMany(p => p.OfType.Where(t => t.Count > 0)
                .Select(t => new PageblocksOfType(p.Node, p.Zone, t.Type, t.Count)))],
            Notes = [.. Notes(machine, limits, flags is not null)],
        };
    }

    private static ZoneSurvey Zone(MachineSnapshot machine, ZoneCounts counts, UserLimit limit,
        ulong[]? flags, int order)
    {
        MachineZone? zone = machine.ZoneOf(counts);
        FragmentationIndices indices = FragmentationIndices.Of(counts.Blocks, order);
        HugeSurvey[] huge = flags is null || zone is null
            ? [Counted(machine, counts, limit, order, indices.SuitableBlocks)]
            : [.. new[] { order, Order.Gigantic }.Distinct().Select(o =>
                new FrameWindows(flags, zone, o).Count(counts.FreePages, limit))];
        return new ZoneSurvey(counts.Node, counts.Zone, zone?.Managed ?? 0, counts.FreePages,
            indices.Unusable, indices.Fragmentation, huge);
    }

    /// <summary>Free blocks that a user's request could be given: none of those kept for urgent
    /// requests, nor of isolated ones.</summary>
    private static HugeSurvey Counted(MachineSnapshot machine, ZoneCounts counts, UserLimit limit,
        int order, long suitable)
    {
        long keptPages = 0, keptBlocks = 0;
        foreach (TypeCounts type in machine.Types?.Where(t => t.Node == counts.Node
            && t.Zone == counts.Zone && t.Type is "HighAtomic" or "Isolate") ?? [])
        {
            keptPages += ZoneCounts.PagesIn(type.Blocks);
            keptBlocks += FragmentationIndices.Of(type.Blocks, order).SuitableBlocks;
        }
        long now = Math.Max(0, Math.Min(
            suitable - keptBlocks, limit.Blocks(counts.FreePages - keptPages, order)));
        return new HugeSurvey(order, now, suitable - now, null, null, null);
    }

    private static IEnumerable<string> Notes(
        MachineSnapshot machine, List<UserLimit> limits, bool framesKnown)
    {
        if (machine.Reports > 1)
            yield return $"The log has {N(machine.Reports)} reports; this is the last.";
        if (machine.FailedOrder is { } failed)
            yield return $"The request that was refused was of order {failed}.";
        if (!machine.PageSize.IsTold
            && (machine.Orders != Order.Count || machine.PageSize.Bytes != PageSize.Usual))
            yield return $"The size of a page is not told; it is taken for "
                + $"{machine.PageSize.Bytes >> 10} KiB.";
        if (machine.Reports > 0 && machine.Types is not null)
            yield return "Types in capitals are several: the log tells by letters which types the "
                + "free blocks of one order have.";
        if (limits.Exists(l => l.Source == LimitSource.Unknown))
            yield return "Neither watermarks nor the sizes of zones are told: no watermark counts, "
                + "and ZONE_DMA is left out. Give a folder with zoneinfo, or --memory.";
        else if (limits.Exists(l => l.Source == LimitSource.Computed))
            yield return "Watermarks and lowmem_reserve are not told; they are computed as the "
                + "kernel does.";
        if (!framesKnown && machine.Reports == 0)
            yield return "How many more compaction and reclaim would give is told by kpageflags "
                + "and zoneinfo in /proc; only root may read the former.";
    }

    private static string N(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
