using System.Runtime.CompilerServices;

namespace FragSim.Sim.Memory;

/// <summary>The two neighbours of a frame on whatever list it is on.</summary>
public struct Link
{
    public uint Next;
    public uint Prev;
}

/// <summary>Circular lists of frames, each with a head of its own among the entries
/// (<c>include/linux/list.h</c>).</summary>
/// <remarks>Each operation begins with a copy of the table: the compiler would load it anew after
/// every write.</remarks>
internal readonly struct Links(Link[] array)
{
    private readonly LargeTable<Link> table = new(array);

    /// <summary>Makes an entry the head of an empty list.</summary>
    public void Clear(uint list) => table[list] = new Link { Next = list, Prev = list };

    public uint Next(uint entry) => table[entry].Next;

    public uint Prev(uint entry) => table[entry].Prev;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddHead(uint list, uint entry)
    {
        LargeTable<Link> table = this.table;
        ref Link head = ref table[list];
        ref Link link = ref table[entry];
        uint next = head.Next;
        link.Next = next;
        link.Prev = list;
        table[next].Prev = entry;
        head.Next = entry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTail(uint list, uint entry)
    {
        LargeTable<Link> table = this.table;
        ref Link head = ref table[list];
        ref Link link = ref table[entry];
        uint prev = head.Prev;
        link.Next = list;
        link.Prev = prev;
        table[prev].Next = entry;
        head.Prev = entry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(uint entry)
    {
        LargeTable<Link> table = this.table;
        // Half by half, as they were written: to load both at once would wait for both stores.
        ref Link link = ref table[entry];
        uint next = link.Next;
        uint prev = link.Prev;
        table[prev].Next = next;
        table[next].Prev = prev;
    }

    /// <summary>Takes the first entry off a list that is not empty.</summary>
    /// <remarks>What comes before it is known: nothing waits for its own link to say so.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint RemoveHead(uint list)
    {
        LargeTable<Link> table = this.table;
        ref Link head = ref table[list];
        uint entry = head.Next;
        uint next = table[entry].Next;
        head.Next = next;
        table[next].Prev = list;
        return entry;
    }

    /// <summary>Begins to load an entry that will be read soon. The number may be any.</summary>
    public void Prefetch(uint entry) => table.Prefetch(entry);
}
