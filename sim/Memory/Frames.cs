using System.Diagnostics;
using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>
/// All metadata of physical memory, as arrays by pfn: 15 bytes a frame. Links serve free lists,
/// per-CPU lists and LRU lists in turn, as <c>page->lru</c> does, because a frame is on one list
/// at a time.
/// </summary>
public sealed class Frames
{
    /// <summary>What is kept of each frame.</summary>
    public const int BytesOfFrame = 15;

    private readonly Link[] linkArray;
    private readonly Links links;
    private readonly LargeTable<byte> states;
    private readonly LargeTable<PageFlags> flags;
    private readonly LargeTable<byte> attributes;
    private uint sentinels;

    /// <param name="count">Frames, from pfn 0 on.</param>
    /// <param name="lists">List heads that will be asked for.</param>
    public Frames(uint count, int lists)
    {
        Count = count;
        // Buddies of the last frames may lie beyond the end: they read as tails, never as free.
        uint padded = (count + Order.Pages(Order.MaxBuddy)) & ~(Order.Pages(Order.MaxBuddy) - 1);
        State = LargeArray.Create<byte>(padded);
        Attributes = LargeArray.Create<byte>(count);
        Flags = LargeArray.Create<PageFlags>(count);
        Owner = LargeArray.Create<uint>(count);
        linkArray = LargeArray.Create<Link>((long)padded + lists);
        links = new Links(linkArray);
        states = new LargeTable<byte>(State);
        flags = new LargeTable<PageFlags>(Flags);
        attributes = new LargeTable<byte>(Attributes);
        sentinels = padded;
    }

    /// <summary>Number of frames, holes included; pfns are below it.</summary>
    public uint Count { get; }

    /// <summary>What begins at each frame: see <see cref="FrameState"/>.</summary>
    public byte[] State { get; }

    /// <summary>The id by which the workload knows the block; of first frames only.</summary>
    public uint[] Owner { get; }

    /// <summary>Flags of each block in use, by its first frame.</summary>
    public PageFlags[] Flags { get; }

    /// <summary>Mobility and source of an allocated block; list type of a per-CPU one.</summary>
    public byte[] Attributes { get; }

    /// <summary>Mobility of the block in use that begins here; list type of a per-CPU one.
    /// </summary>
    public MigrateType Mobility(uint pfn) => (MigrateType)(Attributes[pfn] & 7);

    /// <summary>What the block in use that begins here is used for.</summary>
    public PageSource Source(uint pfn) => (PageSource)(Attributes[pfn] >> 3);

    /// <summary>Sets mobility and source of the block that begins here.</summary>
    internal void SetAttributes(uint pfn, MigrateType mobility, PageSource source) =>
        Attributes[pfn] = (byte)((int)mobility | ((int)source << 3));

    /// <summary>A new empty circular list; the number returned is its head.</summary>
    internal uint NewList()
    {
        Debug.Assert(sentinels < (uint)linkArray.Length);
        uint head = sentinels++;
        links.Clear(head);
        return head;
    }

    /// <summary>The same with room for <see cref="Links.Count"/>, which takes an entry more.
    /// </summary>
    internal uint NewCountedList()
    {
        uint head = NewList();
        sentinels++;
        return head;
    }

    /// <summary>Is there no entry but the head?</summary>
    public bool IsEmpty(uint list) => links.Next(list) == list;

    /// <summary>First entry of a list; the head itself when it is empty.</summary>
    public uint First(uint list) => links.Next(list);

    /// <summary>Last entry of a list; the head itself when it is empty.</summary>
    public uint Last(uint list) => links.Prev(list);

    /// <summary>The entry after this one; the list's head after the last.</summary>
    public uint Next(uint pfn) => links.Next(pfn);

    /// <summary>The entry before this one; the list's head before the first.</summary>
    public uint Prev(uint pfn) => links.Prev(pfn);

    /// <summary>Puts a frame, which is on no list, at the beginning.</summary>
    internal void AddHead(uint list, uint pfn) => links.AddHead(list, pfn);

    /// <summary>Puts a frame, which is on no list, at the end.</summary>
    internal void AddTail(uint list, uint pfn) => links.AddTail(list, pfn);

    /// <summary>Takes a frame off the list that it is on.</summary>
    internal void Remove(uint pfn) => links.Remove(pfn);

    /// <summary>Makes an entry the first of its list, keeping the circle as it is.</summary>
    internal void Turn(uint list, uint first)
    {
        if (first == list || IsEmpty(list))
            return;
        Remove(list);
        // In a circle any entry is a head: the list's own goes before the first.
        AddTail(first, list);
    }

    /// <summary>First frame of the block that holds the frame, whatever its kind.</summary>
    public uint HeadOf(uint pfn)
    {
        for (int order = 0; order <= Order.Gigantic; order++)
        {
            uint head = Pfn.Head(pfn, order);
            byte state = State[head];
            if (state != FrameState.Tail && FrameState.OrderOf(state) >= order)
                return head;
        }
        Debug.Fail($"pfn {pfn:x} is in no block");
        return pfn;
    }

    /// <summary>Frames of the block that begins here; 1 within a block.</summary>
    public uint BlockSize(uint pfn) => Order.Pages(FrameState.OrderOf(State[pfn]));

    /// <summary>All lists, for those who are on the way of every allocation.</summary>
    internal Links Links => links;

    /// <summary>All states, likewise; the frames beyond the end that a buddy may name read as
    /// tails.</summary>
    internal LargeTable<byte> States => states;

    /// <summary>Begins to load what freeing a block in use will read. The pfn may be any.
    /// </summary>
    internal void PrefetchUse(uint pfn)
    {
        states.Prefetch(pfn);
        links.Prefetch(pfn);
        flags.Prefetch(pfn);
        attributes.Prefetch(pfn);
    }

    /// <summary>The same for the two neighbours of an entry on its list.</summary>
    internal void PrefetchNeighbours(uint pfn)
    {
        links.Prefetch(links.Next(pfn));
        links.Prefetch(links.Prev(pfn));
    }
}
