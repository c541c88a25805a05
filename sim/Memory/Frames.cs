using System.Diagnostics;

namespace FragSim.Sim.Memory;

/// <summary>The two neighbours of a frame on whatever list it is on.</summary>
public struct Link
{
    public uint Next;
    public uint Prev;
}

/// <summary>
/// All metadata of physical memory, as arrays by pfn: 15 bytes a frame. Links serve free lists,
/// per-CPU lists and LRU lists in turn, as <c>page->lru</c> does, because a frame is on one list
/// at a time.
/// </summary>
public sealed class Frames
{
    private readonly Link[] links;
    private uint sentinels;

    /// <param name="count">Frames, from pfn 0 on.</param>
    /// <param name="lists">List heads that will be asked for.</param>
    public Frames(uint count, int lists)
    {
        Count = count;
        // Buddies of the last frames may lie beyond the end: they read as tails, never as free.
        uint padded = (count + Order.Pages(Order.MaxBuddy)) & ~(Order.Pages(Order.MaxBuddy) - 1);
        State = new byte[padded];
        Attributes = new byte[count];
        Flags = new PageFlags[count];
        Owner = new uint[count];
        links = new Link[(ulong)padded + (uint)lists];
        sentinels = padded;
    }

    public uint Count { get; }

    public byte[] State { get; }

    /// <summary>The id by which the workload knows the block; of first frames only.</summary>
    public uint[] Owner { get; }

    public PageFlags[] Flags { get; }

    /// <summary>Mobility and source of an allocated block; list type of a per-CPU one.</summary>
    public byte[] Attributes { get; }

    public MigrateType Mobility(uint pfn) => (MigrateType)(Attributes[pfn] & 7);

    public PageSource Source(uint pfn) => (PageSource)(Attributes[pfn] >> 3);

    public void SetAttributes(uint pfn, MigrateType mobility, PageSource source) =>
        Attributes[pfn] = (byte)((int)mobility | ((int)source << 3));

    /// <summary>A new empty circular list; the number returned is its head.</summary>
    public uint NewList()
    {
        uint head = sentinels++;
        links[head] = new Link { Next = head, Prev = head };
        return head;
    }

    public bool IsEmpty(uint list) => links[list].Next == list;

    public uint First(uint list) => links[list].Next;

    public uint Last(uint list) => links[list].Prev;

    public uint Next(uint pfn) => links[pfn].Next;

    public uint Prev(uint pfn) => links[pfn].Prev;

    public void AddHead(uint list, uint pfn)
    {
        ref Link head = ref links[list];
        uint next = head.Next;
        links[pfn] = new Link { Next = next, Prev = list };
        links[next].Prev = pfn;
        head.Next = pfn;
    }

    public void AddTail(uint list, uint pfn)
    {
        ref Link head = ref links[list];
        uint prev = head.Prev;
        links[pfn] = new Link { Next = list, Prev = prev };
        links[prev].Next = pfn;
        head.Prev = pfn;
    }

    public void Remove(uint pfn)
    {
        Link link = links[pfn];
        links[link.Prev].Next = link.Next;
        links[link.Next].Prev = link.Prev;
    }

    /// <summary>Makes an entry the first of its list, keeping the circle as it is.</summary>
    public void Turn(uint list, uint first)
    {
        if (first == list || IsEmpty(list))
            return;
        Remove(list);
        uint last = links[first].Prev;
        links[list] = new Link { Next = first, Prev = last };
        links[last].Next = list;
        links[first].Prev = list;
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
}
