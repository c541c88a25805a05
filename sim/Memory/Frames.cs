using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
        State = LargeArray.Create<byte>(padded);
        Attributes = new byte[count];
        Flags = new PageFlags[count];
        Owner = new uint[count];
        links = LargeArray.Create<Link>((long)padded + lists);
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
        ref Link link = ref At(head);
        link.Next = head;
        link.Prev = head;
        return head;
    }

    public bool IsEmpty(uint list) => At(list).Next == list;

    public uint First(uint list) => At(list).Next;

    public uint Last(uint list) => At(list).Prev;

    public uint Next(uint pfn) => At(pfn).Next;

    public uint Prev(uint pfn) => At(pfn).Prev;

    public void AddHead(uint list, uint pfn)
    {
        ref Link head = ref At(list);
        ref Link link = ref At(pfn);
        uint next = head.Next;
        link.Next = next;
        link.Prev = list;
        At(next).Prev = pfn;
        head.Next = pfn;
    }

    public void AddTail(uint list, uint pfn)
    {
        ref Link head = ref At(list);
        ref Link link = ref At(pfn);
        uint prev = head.Prev;
        link.Next = list;
        link.Prev = prev;
        At(prev).Next = pfn;
        head.Prev = pfn;
    }

    public void Remove(uint pfn)
    {
        // Half by half, as they were written: to load both at once would wait for both stores.
        ref Link link = ref At(pfn);
        uint next = link.Next;
        uint prev = link.Prev;
        At(prev).Next = next;
        At(next).Prev = prev;
    }

    /// <summary>Makes an entry the first of its list, keeping the circle as it is.</summary>
    public void Turn(uint list, uint first)
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

    /// <summary>Begins to load what is kept of a block, ahead of its use. The pfn may be any.
    /// </summary>
    internal void Prefetch(uint pfn)
    {
        LargeArray.Prefetch(State, pfn);
        LargeArray.Prefetch(links, pfn);
    }

    /// <summary>The same for the two neighbours of an entry on its list.</summary>
    internal void PrefetchNeighbours(uint pfn)
    {
        ref Link link = ref At(pfn);
        LargeArray.Prefetch(links, link.Next);
        LargeArray.Prefetch(links, link.Prev);
    }

    /// <summary>The state that begins at a frame; the frame is trusted to exist.</summary>
    internal ref byte StateAt(uint pfn)
    {
        Debug.Assert(pfn < (uint)State.Length);
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(State), pfn);
    }

    /// <summary>The links of a frame or list; every number on a list is one of them.</summary>
    private ref Link At(uint entry)
    {
        Debug.Assert(entry < (uint)links.Length);
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(links), entry);
    }
}
