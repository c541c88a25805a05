using FragSim.Sim.Base;
namespace FragSim.Sim.Memory;

/// <summary>
/// Lists of pages by recency of use: inactive and active, file and anonymous. Since Linux 4.8 a
/// node has them, whatever zones its pages lie in (<c>struct lruvec</c>,
/// <c>include/linux/mmzone.h</c>); before, each zone had its own.
/// </summary>
public sealed class LruLists
{
    internal const int Count = 4;

    private readonly Frames frames;
    private readonly uint first;
    private readonly List<Lru> shares = [];

    internal LruLists(Frames frames)
    {
        this.frames = frames;
        first = frames.NewList();
        for (int i = 1; i < Count; i++)
            frames.NewList();
    }

    /// <summary>A further zone, higher than those before, has pages on these lists.</summary>
    internal Lru AddZone(int zone)
    {
        Lru share = new(frames, this, zone);
        shares.Add(share);
        return share;
    }

    /// <summary>Base pages of a list that lie in zones up to one
    /// (<c>lruvec_lru_size</c>).</summary>
    public long Pages(bool anon, bool active, int highestZone)
    {
        long pages = 0;
        foreach (Lru share in shares)
            pages += share.Zone <= highestZone ? share.Pages(anon, active) : 0;
        return pages;
    }

    /// <summary>The active list is longer than the inactive one
    /// (<c>inactive_is_low</c>).</summary>
    public bool IsInactiveLow(bool anon) =>
        Pages(anon, active: false, int.MaxValue) < Pages(anon, active: true, int.MaxValue);

    /// <summary>Oldest block of a list, in whatever zone; None when it is empty.</summary>
    public uint Oldest(bool anon, bool active)
    {
        uint list = Head(Index(anon, active));
        return frames.IsEmpty(list) ? Pfn.None : frames.Last(list);
    }

    internal static int Index(bool anon, bool active) => (anon ? 2 : 0) + (active ? 1 : 0);

    internal uint Head(int index) => first + (uint)index;
}
