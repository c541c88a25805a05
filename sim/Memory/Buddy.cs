using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using FragSim.Sim.Base;

namespace FragSim.Sim.Memory;

/// <summary>Where a merged block goes on its list.</summary>
public enum Placement : byte
{
    /// <summary>Always the head: the textbook's stack.</summary>
    Head,
    /// <summary>The tail when its buddy is likely to be freed soon, else the head
    /// (<c>buddy_merge_likely</c>).</summary>
    Kernel,
}

/// <summary>
/// Splitting and merging of blocks within one zone, as <c>mm/page_alloc.c</c> does:
/// <c>__rmqueue_smallest</c>, <c>expand</c> and <c>__free_one_page</c>.
/// </summary>
public sealed class Buddy
{
    private readonly Frames frames;
    private readonly LargeTable<byte> states;
    private readonly Links links;
    private readonly Pageblocks pageblocks;
    private readonly uint start;
    private readonly uint spanned;
    private readonly Placement placement;
    private readonly int blockOrder;

    /// <summary>An empty allocator for the frames from <c>start</c> on; boot puts them in.
    /// </summary>
    public Buddy(Frames frames, Pageblocks pageblocks, uint start, uint spanned,
        Placement placement)
    {
        this.frames = frames;
        states = frames.States;
        links = frames.Links;
        this.pageblocks = pageblocks;
        this.start = start;
        this.spanned = spanned;
        this.placement = placement;
        blockOrder = pageblocks.BlockOrder;
        Free = new FreeLists(frames);
    }

    /// <summary>Lists of free blocks, by order and migrate type.</summary>
    public FreeLists Free { get; }

    /// <summary>Base pages on the free lists.</summary>
    public long FreePages { get; private set; }

    /// <summary>How many of them readers of the count know of; null when they know all.</summary>
    internal FreePageCounter? Counter { get; set; }

    /// <summary>Takes the smallest sufficient block of one type from the head of its list; what is
    /// left over goes back on the same type's lists.</summary>
    /// <returns>The first frame, in state Tail: the caller says what it becomes. None when the
    /// type has no such block.</returns>
    internal uint Take(int order, MigrateType type)
    {
        uint orders = Free.OrdersFrom(order, type);
        if (orders == 0)
            return Pfn.None;
        int from = BitOperations.TrailingZeroCount(orders);
        uint pfn = Free.RemoveHead(from, type);
        Count(-(long)Order.Pages(order));
        if (from > order)
            Expand(pfn, from, order, type);
        return pfn;
    }

    /// <summary>Takes a given free block; the part beyond the order wanted goes on the lists of
    /// the type given.</summary>
    internal void TakeBlock(uint pfn, int from, int order, MigrateType type)
    {
        Debug.Assert(FrameState.IsFreeOf(frames.State[pfn], from));
        Free.Remove(pfn);
        Count(-(long)Order.Pages(order));
        Expand(pfn, from, order, type);
    }

    /// <summary>Takes a given range out of whatever free block holds it: compaction keeps for
    /// itself a block it has just made (<c>compaction_capture</c>). The rest stays on its list.
    /// </summary>
    /// <param name="pfn">First frame of the range; its state becomes Tail.</param>
    /// <param name="order">Order of the range, to which it is aligned.</param>
    /// <returns>False when no free block holds the range.</returns>
    internal bool TryCarve(uint pfn, int order)
    {
        for (int from = order; from <= Order.MaxBuddy; from++)
        {
            uint head = Pfn.Head(pfn, from);
            if (!FrameState.IsFreeOf(states[head], from) || !IsHere(head))
                continue;
            MigrateType type = FrameState.FreeType(frames.State[head]);
            Free.Remove(head);
            while (from > order)
            {
                from--;
                uint half = Pfn.Head(pfn, from);
                Free.AddHead(Pfn.Buddy(half, from), from, type);
            }
            Count(-(long)Order.Pages(order));
            return true;
        }
        return false;
    }

    /// <summary>Gives a block back: merges it as far as it goes and puts it on the list of a type
    /// (the type of its pageblock at the time of the free).</summary>
    /// <param name="pfn">First frame, in state Tail.</param>
    /// <param name="order">At most the largest buddy order.</param>
    /// <param name="type">List it goes on.</param>
    /// <param name="toTail">Put it at the tail in any case (<c>FPI_TO_TAIL</c>).</param>
    internal void Put(uint pfn, int order, MigrateType type, bool toTail = false)
    {
        Debug.Assert(Pfn.IsAligned(pfn, order));
        Debug.Assert(frames.State[pfn] == FrameState.Tail);
        Count(Order.Pages(order));
        if (FrameState.IsFreeOf(states[Pfn.Buddy(pfn, order)], order))
            Merge(pfn, order, type, toTail);
        else
            Place(pfn, order, type, toTail);
    }

    /// <summary>Begins to load what freeing a block will read: tens of events ahead of it, in a
    /// stream that is known. Nothing changes but speed.</summary>
    public void Prefetch(uint pfn, int order)
    {
        links.Prefetch(pfn);
        states.Prefetch(Pfn.Buddy(pfn, order));
    }

    /// <summary>The second step, some events later: what merging with the buddy will read.
    /// </summary>
    public void PrefetchMerge(uint pfn, int order)
    {
        uint buddy = Pfn.Buddy(pfn, order);
        if (order < Order.MaxBuddy && FrameState.IsFreeOf(states[buddy], order))
            frames.PrefetchNeighbours(buddy);
    }

    /// <summary>Splits a larger free block that holds a range, so that the range is a block by
    /// itself: its type is about to change. The rest stays in the largest blocks that it makes,
    /// each on the list of its own pageblock's type (<c>split_large_buddy</c>).</summary>
    /// <param name="pfn">First frame of the range.</param>
    /// <param name="order">Order of the range, a pageblock or more.</param>
    internal void Separate(uint pfn, int order)
    {
        uint head = states[pfn] == FrameState.Tail ? frames.HeadOf(pfn) : pfn;
        byte state = states[head];
        if (!FrameState.IsFree(state) || FrameState.OrderOf(state) <= order)
            return;
        Debug.Assert(Pfn.IsAligned(pfn, order) && order >= blockOrder);
        uint end = head + Order.Pages(FrameState.OrderOf(state));
        Free.Remove(head);
        int piece;
        for (uint at = head; at < end; at += Order.Pages(piece))
        {
            piece = at == pfn ? order : BitOperations.Log2(at ^ pfn);
            Free.AddTail(at, piece, pageblocks.TypeOf(at));
        }
    }

    /// <summary>Splits a free block down to an order: the first piece is free by itself, and what
    /// remains goes to the list it was on.</summary>
    internal void Expand(uint pfn, int order)
    {
        byte state = frames.State[pfn];
        MigrateType type = FrameState.FreeType(state);
        TakeBlock(pfn, FrameState.OrderOf(state), order, type);
        PlaceTail(pfn, order, type);
    }

    /// <summary>Puts a block at the tail of a list as it is: start states are placed so.</summary>
    internal void PlaceTail(uint pfn, int order, MigrateType type)
    {
        Count(Order.Pages(order));
        Free.AddTail(pfn, order, type);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Count(long pages)
    {
        FreePages += pages;
        Counter?.Changed(FreePages);
    }

    /// <summary>Puts what is beyond the order wanted back on the lists (<c>expand</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Expand(uint pfn, int from, int order, MigrateType type)
    {
        while (from > order)
        {
            from--;
            Free.AddHead(pfn + Order.Pages(from), from, type);
        }
    }

    /// <summary>Takes one free buddy after another off its list as far as they may merge, joins it
    /// to the block, and places the whole.</summary>
    /// <remarks>The first buddy is free, but may be another zone's or of a type kept apart. This is
    /// a method of its own, as most blocks find no free buddy: their way stays short.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Merge(uint pfn, int order, MigrateType type, bool toTail)
    {
        while (CanMerge(pfn, order, type))
        {
            uint buddy = Pfn.Buddy(pfn, order);
            Free.Remove(buddy, order, FrameState.FreeType(states[buddy]));
            pfn &= buddy;
            order++;
        }
        Place(pfn, order, type, toTail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Place(uint pfn, int order, MigrateType type, bool toTail)
    {
        if (toTail || placement == Placement.Kernel)
            PlaceByChance(pfn, order, type, toTail);
        else
            Free.AddHead(pfn, order, type);
    }

    /// <summary>At the tail where the caller says so or where the buddy is likely to be freed soon.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PlaceByChance(uint pfn, int order, MigrateType type, bool toTail)
    {
        if (toTail || MergeIsLikely(pfn, order))
            Free.AddTail(pfn, order, type);
        else
            Free.AddHead(pfn, order, type);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool CanMerge(uint pfn, int order, MigrateType type)
    {
        uint buddy = Pfn.Buddy(pfn, order);
        return order < Order.MaxBuddy && FrameState.IsFreeOf(states[buddy], order)
            && IsHere(buddy) && (order < blockOrder || TypesMayMerge(buddy, type));
    }

    private bool IsHere(uint pfn) => pfn - start < spanned;

    /// <summary>Blocks of a pageblock or more merge across types only if both types fall back to
    /// each other; smaller ones share a pageblock and always may.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TypesMayMerge(uint buddy, MigrateType type)
    {
        MigrateType other = pageblocks.TypeOf(buddy);
        return other == type
            || (MigrateTypes.IsMergeable(other) && MigrateTypes.IsMergeable(type));
    }

    /// <summary>Is the buddy of the would-be parent free, so that only our own buddy is missing?
    /// </summary>
    private bool MergeIsLikely(uint pfn, int order)
    {
        if (order >= Order.MaxBuddy - 1)
            return false;
        uint parent = Pfn.Head(pfn, order + 1);
        uint uncle = Pfn.Buddy(parent, order + 1);
        return FrameState.IsFreeOf(states[uncle], order + 1) && IsHere(uncle);
    }
}
