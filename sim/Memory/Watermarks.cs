using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>The marks a zone's free pages are measured against, in base pages.</summary>
public sealed class Watermarks
{
    /// <summary>Below this only urgent allocations go on.</summary>
    public long Min { get; private set; }

    /// <summary>Below this kswapd is woken.</summary>
    public long Low { get; private set; }

    /// <summary>Here kswapd goes back to sleep.</summary>
    public long High { get; private set; }

    /// <summary>Raises all three for a while after blocks were mixed
    /// (<c>boost_watermark</c>).</summary>
    public long Boost { get; set; }

    /// <summary>Free pages kept from allocations that could use a higher zone, by the index of the
    /// highest zone they may use (<c>lowmem_reserve</c>).</summary>
    public long[] Reserve { get; set; } = [];

    /// <summary>Sets all three marks; min is the smallest, high the largest.</summary>
    internal void Set(long min, long low, long high)
    {
        Min = min;
        Low = low;
        High = high;
    }

    /// <summary><c>min_free_kbytes</c> by its rule: sqrt(16 * lowmem in KiB), between 128 and
    /// 262144; with transparent huge pages at least 11 pageblocks a zone, but at most 5 % of
    /// memory (<c>calculate_min_free_kbytes</c>, <c>set_recommended_min_free_kbytes</c>).</summary>
    public static long MinFreePages(long lowmemPages, int zones, uint pageblockPages, bool thp)
    {
        long kib = (long)Math.Sqrt(16.0 * (lowmemPages * 4));
        long pages = Math.Clamp(kib, 128, 262_144) / 4;
        if (!thp)
            return pages;
        long recommended = pageblockPages * zones * (2L + (MigrateTypes.PcpCount * 3));
        return Math.Max(pages, Math.Min(recommended, lowmemPages / 20));
    }

    /// <summary>Spreads the minimum over a zone and sets low and high above it
    /// (<c>__setup_per_zone_wmarks</c>).</summary>
    /// <param name="minFreePages">To be kept free in all zones.</param>
    /// <param name="managed">Pages of this one.</param>
    /// <param name="lowmemPages">Pages of all zones that share the minimum.</param>
    /// <param name="movableOnly">HighMem keeps a token share: what the kernel needs at once does
    /// not come from there.</param>
    /// <param name="scale"><c>watermark_scale_factor</c>, in 1/10000 of the zone.</param>
    public void Spread(
        long minFreePages, long managed, long lowmemPages, bool movableOnly, int scale = 10)
    {
        long share = minFreePages * managed / Math.Max(lowmemPages, 1);
        long gap = Math.Max(share / 4, managed * scale / 10_000);
        long min = movableOnly ? Math.Clamp(managed / 1024, 32, 128) : share;
        Set(min, min + gap, min + (2 * gap));
    }
}
