using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>A zone's pages on lists by recency of use, which it may share with others
/// (<c>NR_ZONE_LRU_BASE</c> counts them).</summary>
public sealed class Lru
{
    private readonly Frames frames;
    private readonly long[] pages = new long[LruLists.Count];

    internal Lru(Frames frames, LruLists lists, int zone) =>
        (this.frames, Lists, Zone) = (frames, lists, zone);

    /// <summary>The lists they are on.</summary>
    public LruLists Lists { get; }

    /// <summary>Index of the zone.</summary>
    public int Zone { get; }

    /// <summary>Base pages of page cache that reclaim looks at next.</summary>
    public long InactiveFile => pages[0];

    /// <summary>Base pages of page cache that were used more than once.</summary>
    public long ActiveFile => pages[1];

    /// <summary>Base pages of anonymous memory that swap takes next.</summary>
    public long InactiveAnon => pages[2];

    /// <summary>Base pages of anonymous memory that were used of late.</summary>
    public long ActiveAnon => pages[3];

    /// <summary>Base pages on one of the four lists.</summary>
    public long Pages(bool anon, bool active) => pages[LruLists.Index(anon, active)];

    /// <summary>Puts a block at the young end of the list that its flags name.</summary>
    internal void Add(uint pfn)
    {
        int index = IndexOf(pfn);
        frames.Flags[pfn] |= PageFlags.Lru;
        frames.AddHead(Lists.Head(index), pfn);
        pages[index] += frames.BlockSize(pfn);
    }

    /// <summary>Takes a block off the list that its flags name, and clears its LRU flag.</summary>
    internal void Remove(uint pfn)
    {
        int index = IndexOf(pfn);
        frames.Flags[pfn] &= ~PageFlags.Lru;
        frames.Remove(pfn);
        pages[index] -= frames.BlockSize(pfn);
    }

    /// <summary>Moves a block between active and inactive, to the young end.</summary>
    internal void Move(uint pfn, bool active)
    {
        Remove(pfn);
        frames.Flags[pfn] = active
            ? frames.Flags[pfn] | PageFlags.Active
            : frames.Flags[pfn] & ~PageFlags.Active;
        Add(pfn);
    }

    /// <summary>Gives a block another round on its own list.</summary>
    internal void Rotate(uint pfn)
    {
        Remove(pfn);
        Add(pfn);
    }

    private int IndexOf(uint pfn)
    {
        PageFlags flags = frames.Flags[pfn];
        return LruLists.Index(
            (flags & PageFlags.Anon) != 0, (flags & PageFlags.Active) != 0);
    }
}
