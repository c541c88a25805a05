using System.Runtime.CompilerServices;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;

namespace FragSim.Bench.Core;

/// <summary>One machine's buddy allocator and the blocks that the stream holds of it.</summary>
internal sealed class CoreRun
{
    /// <summary>Events that are executed, and timed, at a time.</summary>
    public const int Chunk = 65_536;

    /// <summary>Memory grows by this many frames: one block of the largest order.</summary>
    public const uint Step = 1u << Order.MaxBuddy;

    /// <summary>Events that must be readable behind a chunk; what they say does not matter.
    /// </summary>
    public const int Beyond = (int)HandleAhead;

    private const uint HandleAhead = 32;
    private const uint BlockAhead = 16;
    private const uint MergeAhead = 6;

    /// <summary>From 32 GiB on, neighbours on a list lie too far apart for the nearer caches;
    /// below, guessing whether blocks will merge costs more than it saves.</summary>
    private const uint LargeFrames = 1 << 23;

    private readonly Buddy buddy;
    private readonly bool outgrowsCache;
    private readonly uint[] handles;
    private OrderCounts requests;
    private OrderCounts failures;

    public CoreRun(uint frames)
    {
        outgrowsCache = frames >= LargeFrames;
        handles = LargeArray.Create<uint>(frames);
        Array.Fill(handles, Pfn.None);
        var memory = new Frames(frames, FreeLists.ListsNeeded);
        buddy = new Buddy(memory, new Pageblocks(frames, Order.Huge), 0, frames, Placement.Head);
        for (uint pfn = 0; pfn < frames; pfn += Step)
            buddy.Put(pfn, Order.MaxBuddy, MigrateType.Unmovable, toTail: true);
    }

    /// <summary>First frame of each of the stream's blocks, by id.</summary>
    public ReadOnlySpan<uint> Handles => handles;

    public ReadOnlySpan<long> Requests => requests;

    public ReadOnlySpan<long> Failures => failures;

    /// <summary>Frees of blocks that were never got.</summary>
    public long SkippedFrees { get; private set; }

    /// <summary>Free blocks by order.</summary>
    public long[] FreeCounts =>
        [.. Enumerable.Range(0, Order.Count).Select(o => buddy.Free.CountOfOrder(o))];

    /// <summary>Can memory be of this size?</summary>
    public static bool Holds(ulong frames) =>
        frames > 0 && frames % Step == 0 && frames <= SimulationOptions.MaxMemoryBytes >> 12;

    /// <summary>Executes events in order.</summary>
    /// <param name="events">They, and <see cref="Beyond"/> more that are only looked at.</param>
    /// <param name="count">How many.</param>
    public void Execute(LargeTable<ulong> events, uint count)
    {
        nuint i = 0;
        while (i < count)
            i = CoreEvent.IsFree(events[i]) ? Free(events, i, count) : Allocate(events, i, count);
    }

    /// <summary>Executes allocations up to the next free.</summary>
    /// <returns>Where that is.</returns>
    /// <remarks>Apart from the frees, so that each way has the registers for itself.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private nuint Allocate(LargeTable<ulong> events, nuint i, nuint end)
    {
        Buddy buddy = this.buddy;
        var handles = new LargeTable<uint>(this.handles);
        for (; i < end; i++)
        {
            ulong e = events[i];
            if (CoreEvent.IsFree(e))
                break;
            int order = CoreEvent.Order(e);
            uint pfn = buddy.Take(order, MigrateType.Unmovable);
            handles[CoreEvent.Id(e)] = pfn;
            requests[order]++;
            if (pfn == Pfn.None)
                failures[order]++;
        }
        return i;
    }

    /// <remarks>One loop, compiled twice: what the other size of memory needs costs nothing.
    /// </remarks>
    private nuint Free(LargeTable<ulong> events, nuint i, nuint end) =>
        outgrowsCache ? FreeFar(events, i, end) : FreeNear(events, i, end);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private nuint FreeNear(LargeTable<ulong> events, nuint i, nuint end) =>
        Free(events, i, end, far: false);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private nuint FreeFar(LargeTable<ulong> events, nuint i, nuint end) =>
        Free(events, i, end, far: true);

    /// <summary>Executes frees up to the next allocation.</summary>
    /// <returns>Where that is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nuint Free(LargeTable<ulong> events, nuint i, nuint end, bool far)
    {
        Buddy buddy = this.buddy;
        var handles = new LargeTable<uint>(this.handles);
        for (; i < end; i++)
        {
            ulong e = events[i];
            if (!CoreEvent.IsFree(e))
                break;
            LookAhead(buddy, events, handles, i, far);
            ref uint handle = ref handles[CoreEvent.Id(e)];
            uint pfn = handle;
            handle = Pfn.None;
            if (pfn != Pfn.None)
                buddy.Put(pfn, CoreEvent.Order(e), MigrateType.Unmovable);
            else
                SkippedFrees++;
        }
        return i;
    }

    /// <summary>A free reads its handle, the block and its buddy's state, then what merging needs:
    /// each is asked for once the one before has come. Whether those events are frees at all is
    /// not asked: most are, and to look in vain does no harm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LookAhead(Buddy buddy, LargeTable<ulong> events,
        LargeTable<uint> handles, nuint i, bool far)
    {
        handles.Prefetch(CoreEvent.Id(events[i + HandleAhead]));
        ulong e = events[i + BlockAhead];
        buddy.Prefetch(handles[CoreEvent.Id(e)], CoreEvent.Order(e));
        if (far)
            LookFurther(buddy, events[i + MergeAhead], handles);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LookFurther(Buddy buddy, ulong e, LargeTable<uint> handles)
    {
        if (CoreEvent.IsFree(e) && handles[CoreEvent.Id(e)] is var pfn and not Pfn.None)
            buddy.PrefetchMerge(pfn, CoreEvent.Order(e));
    }

    /// <summary>Frees what is still held: a sound allocator is then whole again.</summary>
    public void Drain(IEnumerable<(uint Id, int Order)> live)
    {
        foreach ((uint id, int order) in live)
        {
            if (handles[id] != Pfn.None)
                buddy.Put(handles[id], order, MigrateType.Unmovable);
        }
    }

    /// <summary>By order, which is four bits of an event: no index is out of range.</summary>
    [InlineArray(16)]
    private struct OrderCounts
    {
        private long first;
    }
}
