namespace FragSim.Traces.Machines;

/// <summary>Size of a base page of a machine.</summary>
/// <param name="Bytes">A power of two, 4096 on most machines.</param>
/// <param name="IsTold">Do the files tell it? Else it is guessed.</param>
public sealed record PageSize(int Bytes, bool IsTold)
{
    /// <summary>4 KiB, taken where nothing tells or hints otherwise.</summary>
    public const int Usual = 4096;

    /// <summary>The order of a huge page that one entry of a page middle directory maps: a page of
    /// such entries has one of 8 bytes for each.</summary>
    public int HugeOrder => int.Log2(Bytes / 8);

    internal static PageSize Of(string path, MachineText free, MachineText types,
        IReadOnlyList<MachineZone>? zones, MachineCounters counters)
    {
        if (path.StartsWith("/proc", StringComparison.Ordinal))
            return new PageSize(Environment.SystemPageSize, IsTold: true);
        if (free.Report is { PageBytes: > 0 } report)
            return new PageSize((int)Math.Min(report.PageBytes, 1 << 20), IsTold: true);
        long managed = zones?.Sum(z => z.Managed) ?? 0;
        if ((Ratio(counters.TotalKb, managed) ?? Ratio(counters.FreeKb, counters.FreePages))
            is { } bytes)
            return new PageSize(bytes, IsTold: true);
        int orders = free.Free.Count > 0
            ? free.Free[0].Blocks.Length : types.Types[0].Blocks.Length;
        // arm64 has pageblocks of one huge page: order 13 with pages of 64 KiB, and order 11 with
        // 16 KiB, as 32-bit arm may have with 4 KiB; but that has a zone HighMem.
        bool highMem = free.Free.Concat<object>(types.Types).Any(z => z is
            ZoneCounts { Zone: "HighMem" } or TypeCounts { Zone: "HighMem" });
        return new PageSize((types.PageblockOrder, orders, highMem) switch
        {
            (13, 14, _) => 65536,
            (11, 12, false) => 16384,
            _ => Usual,
        }, IsTold: false);
    }

    /// <summary>The size that makes so many KiB of so many pages; null where it is no size that a
    /// kernel has.</summary>
    private static int? Ratio(long? kilobytes, long? pages)
    {
        if (kilobytes is not > 0 || pages is not > 0)
            return null;
        double bytes = kilobytes.Value * 1024.0 / pages.Value;
        foreach (int size in (int[])[4096, 8192, 16384, 32768, 65536, 262144])
            if (Math.Abs(bytes - size) < size / 4.0)
                return size;
        return null;
    }
}
