using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>Free pages that a zone keeps from requests which could use a higher zone
/// (<c>setup_per_zone_lowmem_reserve</c> with the default
/// <c>vm.lowmem_reserve_ratio</c>).</summary>
public static class LowmemReserve
{
    /// <param name="zones">Kind and managed pages of the zones of one node, the lowest first.
    /// </param>
    /// <param name="index">The zone that keeps them.</param>
    /// <returns>In pages, by the highest zone that a request may use.</returns>
    public static long[] Of(IReadOnlyList<(ZoneKind Kind, long Managed)> zones, int index)
    {
        int ratio = zones[index].Kind switch
        {
            ZoneKind.Dma or ZoneKind.Dma32 => 256,
            ZoneKind.Normal => 32,
            _ => 0,
        };
        long[] reserve = new long[zones.Count];
        long above = 0;
        for (int i = index + 1; i < zones.Count && ratio > 0; i++)
        {
            above += zones[i].Managed;
            reserve[i] = above / ratio;
        }
        return reserve;
    }
}
