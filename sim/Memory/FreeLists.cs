using System.Numerics;
using System.Runtime.CompilerServices;
using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>A zone's free blocks: one list per order and migrate type, in the kernel's order
/// (<c>struct free_area</c>): allocation takes the head.</summary>
public sealed class FreeLists
{
    /// <summary>A list takes two entries among the links: its head and, behind it, its count.
    /// </summary>
    private const int OrderShift = 1;
    private const int TypeShift = OrderShift + 4;

    private readonly Frames frames;
    private readonly Links links;
    private readonly LargeTable<byte> states;
    private readonly uint first;
    private TypeMasks nonEmpty;

    /// <summary>Empty lists, whose heads are entries of the frames' table.</summary>
    internal FreeLists(Frames frames)
    {
        this.frames = frames;
        links = frames.Links;
        states = frames.States;
        first = frames.NewCountedList();
        for (int i = 1; i < ListsNeeded >> OrderShift; i++)
            frames.NewCountedList();
    }

    /// <summary>Entries of <see cref="Frames"/> that the heads take.</summary>
    public static int ListsNeeded => MigrateTypes.Count << TypeShift;

    /// <summary>Blocks on a list.</summary>
    public int Count(int order, MigrateType type) => (int)links.Count(List(order, type));

    /// <summary>Blocks of an order, on the lists of all types.</summary>
    public long CountOfOrder(int order)
    {
        long sum = 0;
        for (int t = 0; t < MigrateTypes.Count; t++)
            sum += Count(order, (MigrateType)t);
        return sum;
    }

    /// <summary>Base pages on the lists of a type.</summary>
    public long PagesOf(MigrateType type)
    {
        long sum = 0;
        for (int order = 0; order < Order.Count; order++)
            sum += (long)Count(order, type) << order;
        return sum;
    }

    /// <summary>Has the list no block?</summary>
    public bool IsEmpty(int order, MigrateType type) => Count(order, type) == 0;

    /// <summary>Orders, from the given one up, that have a block of the type, as a bit mask.
    /// </summary>
    public uint OrdersFrom(int order, MigrateType type) =>
        nonEmpty[(int)type & 7] & (uint.MaxValue << order);

    /// <summary>Smallest order from the given one up that has a block; -1 when none has.</summary>
    public int SmallestFrom(int order, MigrateType type)
    {
        uint orders = OrdersFrom(order, type);
        return orders == 0 ? -1 : BitOperations.TrailingZeroCount(orders);
    }

    /// <summary>The list's head in <see cref="Frames"/>, for walking it.</summary>
    public uint List(int order, MigrateType type) =>
        first + (((uint)type << TypeShift) | ((uint)order << OrderShift));

    /// <summary>First block of a list; the list's head itself when it is empty.</summary>
    public uint Head(int order, MigrateType type) => links.Next(List(order, type));

    /// <summary>Puts a block at the head: it is taken next (<c>add_to_free_list</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddHead(uint pfn, int order, MigrateType type)
    {
        Links links = this.links;
        links.AddHead(Enter(links, pfn, order, type), pfn);
    }

    /// <summary>Puts a block at the tail: it is taken last (<c>add_to_free_list_tail</c>).
    /// </summary>
    internal void AddTail(uint pfn, int order, MigrateType type) =>
        links.AddTail(Enter(links, pfn, order, type), pfn);

    /// <summary>Takes a free block off its list; its state becomes a tail's.</summary>
    internal void Remove(uint pfn)
    {
        byte state = states[pfn];
        Remove(pfn, FrameState.OrderOf(state), FrameState.FreeType(state));
    }

    /// <summary>The same for a block whose order and list are known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Remove(uint pfn, int order, MigrateType type)
    {
        Links links = this.links;
        if (links.CountDown(List(order, type)))
            nonEmpty[(int)type & 7] &= ~(1u << order);
        states[pfn] = FrameState.Tail;
        links.Remove(pfn);
    }

    /// <summary>Takes the first block off a list that is not empty; its state becomes a tail's.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint RemoveHead(int order, MigrateType type)
    {
        Links links = this.links;
        LargeTable<byte> states = this.states;
        nuint list = List(order, type);
        if (links.CountDown(list))
            nonEmpty[(int)type & 7] &= ~(1u << order);
        uint pfn = links.RemoveHead(list, out nuint next);
        states[pfn] = FrameState.Tail;
        // The next taken will be the one that is first now.
        states.Prefetch(next);
        return pfn;
    }

    /// <summary>Moves a free block to the tail of another type's list
    /// (<c>move_to_free_list</c>).</summary>
    internal void MoveToTail(uint pfn, MigrateType type)
    {
        int order = FrameState.OrderOf(frames.State[pfn]);
        Remove(pfn);
        AddTail(pfn, order, type);
    }

    /// <summary>Turns a list until a block of it is first, or last: searches of the free lists do
    /// so to begin elsewhere next time (<c>move_freelist_head</c>,
    /// <c>move_freelist_tail</c>).</summary>
    internal void TurnTo(uint pfn, bool first)
    {
        byte state = frames.State[pfn];
        uint list = List(FrameState.OrderOf(state), FrameState.FreeType(state));
        frames.Turn(list, first ? pfn : frames.Next(pfn));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nuint Enter(Links links, nuint pfn, int order, MigrateType type)
    {
        nuint list = List(order, type);
        if (links.CountUp(list))
            nonEmpty[(int)type & 7] |= 1u << order;
        states[pfn] = FrameState.Free(order, type);
        return list;
    }

    /// <summary>Orders that have a block, as a bit mask, by type.</summary>
    [InlineArray(8)]
    private struct TypeMasks
    {
        private uint first;
    }
}
