using System.Globalization;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Boot;

/// <summary>What the user sets of a zone's watermarks and per-CPU lists.</summary>
/// <param name="MinFreePages"><c>vm.min_free_kbytes</c>, in pages; null leaves it to its rule.
/// </param>
/// <param name="ScaleFactor"><c>vm.watermark_scale_factor</c>, in 1/10000 of the zone.</param>
/// <param name="HighFraction"><c>vm.percpu_pagelist_high_fraction</c>; 0 goes by the low
/// watermark.</param>
internal readonly record struct ZoneLimits(long? MinFreePages, int ScaleFactor, int HighFraction)
{
    private const int DefaultScale = 10;

    public bool Any =>
        MinFreePages is not null || ScaleFactor != DefaultScale || HighFraction != 0;

    /// <summary>The settings, which were checked where they were read.</summary>
    public static ZoneLimits From(IReadOnlyDictionary<string, string> given) => new(
        Number(given, "min_free_kbytes") / 4,
        (int)(Number(given, "watermark_scale_factor") ?? DefaultScale),
        (int)(Number(given, "percpu_pagelist_high_fraction") ?? 0));

    /// <summary>Most pages on a zone's per-CPU lists (<c>zone_highsize</c>), with one CPU.
    /// </summary>
    public int PcpHigh(Zone zone, int batch)
    {
        long pages = HighFraction == 0 ? zone.Watermarks.Low : zone.Managed / HighFraction;
        return (int)Math.Max(batch * 4L, pages);
    }

    private static long? Number(IReadOnlyDictionary<string, string> given, string name) =>
        given.TryGetValue(name, out string? text)
            ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
