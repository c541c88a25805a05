using System.Runtime.CompilerServices;

namespace FragSim.Sim.Memory;

/// <summary>The two neighbours of a frame on whatever list it is on.</summary>
public struct Link
{
    /// <summary>The entry after this one, a frame or the list's head.</summary>
    public uint Next;
    /// <summary>The entry before this one, a frame or the list's head.</summary>
    public uint Prev;
}

/// <summary>Circular lists of frames, each with a head of its own among the entries
/// (<c>include/linux/list.h</c>).</summary>
/// <remarks>Each operation begins with a copy of the table: the compiler would load it anew after
/// every write. Numbers are as wide as addresses, so that none is widened at each use.</remarks>
internal readonly struct Links(Link[] array)
{
    private readonly LargeTable<Link> table = new(array);

    /// <summary>Makes an entry the head of an empty list.</summary>
    public void Clear(uint list) => table[list] = new Link { Next = list, Prev = list };

    public uint Next(uint entry) => table[entry].Next;

    public uint Prev(uint entry) => table[entry].Prev;

    /// <summary>How many entries a list has, where it keeps count: in the entry behind its head.
    /// </summary>
    public uint Count(nuint list) => table[list + 1].Next;

    /// <summary>Counts one entry more.</summary>
    /// <returns>Whether it is the first.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CountUp(nuint list)
    {
        ref Link behind = ref table[list + 1];
        uint count = behind.Next + 1;
        behind.Next = count;
        return count == 1;
    }

    /// <summary>Counts one entry less.</summary>
    /// <returns>Whether it was the last.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CountDown(nuint list)
    {
        ref Link behind = ref table[list + 1];
        uint count = behind.Next - 1;
        behind.Next = count;
        return count == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddHead(nuint list, nuint entry)
    {
        LargeTable<Link> table = this.table;
        ref Link head = ref table[list];
        ref Link link = ref table[entry];
        nuint next = head.Next;
        link.Next = (uint)next;
        link.Prev = (uint)list;
        table[next].Prev = (uint)entry;
        head.Next = (uint)entry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTail(nuint list, nuint entry)
    {
        LargeTable<Link> table = this.table;
        ref Link head = ref table[list];
        ref Link link = ref table[entry];
        nuint prev = head.Prev;
        link.Next = (uint)list;
        link.Prev = (uint)prev;
        table[prev].Next = (uint)entry;
        head.Prev = (uint)entry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(nuint entry)
    {
        LargeTable<Link> table = this.table;
        // Half by half, as they were written: to load both at once would wait for both stores.
        ref Link link = ref table[entry];
        nuint next = link.Next;
        nuint prev = link.Prev;
        table[prev].Next = (uint)next;
        table[next].Prev = (uint)prev;
    }

    /// <summary>Takes the first entry off a list that is not empty.</summary>
    /// <param name="list">The list's head.</param>
    /// <param name="next">What is first now.</param>
    /// <remarks>What comes before it is known: nothing waits for its own link to say so.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint RemoveHead(nuint list, out nuint next)
    {
        LargeTable<Link> table = this.table;
        ref Link head = ref table[list];
        nuint entry = head.Next;
        next = table[entry].Next;
        head.Next = (uint)next;
        table[next].Prev = (uint)list;
        return (uint)entry;
    }

    /// <summary>Begins to load an entry that will be read soon. The number may be any.</summary>
    public void Prefetch(uint entry) => table.Prefetch(entry);
}
