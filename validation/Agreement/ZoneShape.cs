using FragSim.Sim.Base;

namespace FragSim.Validation.Agreement;

/// <summary>What a zone, or the whole machine, looks like from afar.</summary>
/// <param name="Name">The zone's, or <see cref="All"/>.</param>
/// <param name="FreeBlocks">Free blocks of each order.</param>
/// <param name="PcpPages">Base pages on per-CPU lists.</param>
/// <param name="Pageblocks">Pageblocks of each migrate type.</param>
public sealed record ZoneShape(
    string Name, IReadOnlyList<long> FreeBlocks, long PcpPages, IReadOnlyList<long> Pageblocks)
{
    /// <summary>The name of the whole machine.</summary>
    public const string All = "all";

    /// <summary>Base pages on the free lists.</summary>
    public long FreePages => PagesFrom(Order.Base);

    /// <summary>Share of free pages that lie in blocks smaller than a huge page; 1 when nothing is
    /// free.</summary>
    public double Unusable => FreePages == 0
        ? 1 : 1 - ((double)PagesFrom(Order.Huge) / FreePages);

    /// <summary>Free pages by order that are elsewhere in another shape, as a share of its free
    /// pages: the sum over orders of |pages here - pages there|.</summary>
    public double OrderDistance(ZoneShape kernel)
    {
        long apart = 0;
        for (int order = 0; order < FreeBlocks.Count; order++)
            apart += Math.Abs(FreeBlocks[order] - kernel.FreeBlocks[order]) << order;
        return (double)apart / Math.Max(kernel.FreePages, 1);
    }

    /// <summary>Pageblocks by which the type that differs most differs.</summary>
    public long PageblocksApart(ZoneShape kernel)
    {
        long most = 0;
        for (int type = 0; type < Pageblocks.Count; type++)
            most = Math.Max(most, Math.Abs(Pageblocks[type] - kernel.Pageblocks[type]));
        return most;
    }

    /// <summary>Several zones as one.</summary>
    public static ZoneShape Sum(IReadOnlyList<ZoneShape> zones) => new(
        All, Sum(zones, z => z.FreeBlocks), zones.Sum(z => z.PcpPages),
        Sum(zones, z => z.Pageblocks));

    private static long[] Sum(
        IReadOnlyList<ZoneShape> zones, Func<ZoneShape, IReadOnlyList<long>> counts) =>
        [.. Enumerable.Range(0, counts(zones[0]).Count).Select(i => zones.Sum(z => counts(z)[i]))];

    private long PagesFrom(int least)
    {
        long pages = 0;
        for (int order = least; order < FreeBlocks.Count; order++)
            pages += FreeBlocks[order] << order;
        return pages;
    }
}
