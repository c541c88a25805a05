using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>A zone's lists of pages by recency of use: inactive and active, file and anonymous.
/// </summary>
public sealed class Lru
{
    private readonly Frames frames;
    private readonly uint first;
    private readonly long[] pages = new long[ListsNeeded];

    /// <summary>Four empty lists, whose heads are entries of the frames' table.</summary>
    internal Lru(Frames frames)
    {
        this.frames = frames;
        first = frames.NewList();
        for (int i = 1; i < ListsNeeded; i++)
            frames.NewList();
    }

    /// <summary>Entries of <see cref="Frames"/> that the heads take.</summary>
    public const int ListsNeeded = 4;

    /// <summary>Base pages of page cache that reclaim looks at next.</summary>
    public long InactiveFile => pages[0];

    /// <summary>Base pages of page cache that were used more than once.</summary>
    public long ActiveFile => pages[1];

    /// <summary>Base pages of anonymous memory that swap takes next.</summary>
    public long InactiveAnon => pages[2];

    /// <summary>Base pages of anonymous memory that were used of late.</summary>
    public long ActiveAnon => pages[3];

    /// <summary>Base pages on one of the four lists.</summary>
    public long Pages(bool anon, bool active) => pages[Index(anon, active)];

    /// <summary>Oldest block of a list; None when it is empty.</summary>
    public uint Oldest(bool anon, bool active)
    {
        uint list = first + (uint)Index(anon, active);
        return frames.IsEmpty(list) ? Pfn.None : frames.Last(list);
    }

    /// <summary>Puts a block at the young end of the list that its flags name.</summary>
    internal void Add(uint pfn)
    {
        int index = IndexOf(pfn);
        frames.Flags[pfn] |= PageFlags.Lru;
        frames.AddHead(first + (uint)index, pfn);
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

    private static int Index(bool anon, bool active) => (anon ? 2 : 0) + (active ? 1 : 0);

    private int IndexOf(uint pfn)
    {
        PageFlags flags = frames.Flags[pfn];
        return Index((flags & PageFlags.Anon) != 0, (flags & PageFlags.Active) != 0);
    }
}
