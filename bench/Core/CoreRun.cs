using System.Runtime.CompilerServices;
using FragSim.Sim;
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
    public const int Beyond = HandleAhead;

    private const int HandleAhead = 32;
    private const int BlockAhead = 16;
    private const int MergeAhead = 6;

    private const int Sampled = 256;

    /// <summary>What is kept of fewer blocks the nearer caches hold: to look ahead would cost more
    /// than it saves.</summary>
    private const uint ManyBlocks = 1 << 16;

    /// <summary>From 32 GiB on, neighbours on a list lie too far apart for the nearer caches;
    /// below, guessing whether blocks will merge costs more than it saves.</summary>
    private const uint LargeFrames = 1 << 23;

    private readonly Buddy buddy;
    private readonly bool outgrowsCache;
    private readonly uint[] handles;
    private readonly long[] requests = new long[16];
    private readonly long[] failures = new long[16];

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
    public void Execute(ulong[] events, int count)
    {
        uint[] handles = this.handles;
        bool spread = HighestId(events) >= ManyBlocks;
        for (int i = 0; i < count; i++)
        {
            if (spread)
                LookAhead(events, handles, i);
            Apply(events[i], handles);
        }
    }

    /// <summary>Ids are taken at random from those in use: the first few tell how many there are.
    /// </summary>
    private static uint HighestId(ReadOnlySpan<ulong> events)
    {
        uint highest = 0;
        foreach (ulong e in events[..Sampled])
            highest = Math.Max(highest, CoreEvent.Id(e));
        return highest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Apply(ulong e, uint[] handles)
    {
        ref uint handle = ref handles[CoreEvent.Id(e)];
        int order = CoreEvent.Order(e);
        if (!CoreEvent.IsFree(e))
        {
            handle = buddy.Take(order, MigrateType.Unmovable);
            requests[order]++;
            if (handle == Pfn.None)
                failures[order]++;
        }
        else if (handle != Pfn.None)
        {
            buddy.Put(handle, order, MigrateType.Unmovable);
            handle = Pfn.None;
        }
        else
        {
            SkippedFrees++;
        }
    }

    /// <summary>A free reads its handle, the block and its buddy, then the buddy's neighbours:
    /// each is asked for once the one before has come.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LookAhead(ulong[] events, uint[] handles, int i)
    {
        new LargeTable<uint>(handles).Prefetch(CoreEvent.Id(events[i + HandleAhead]));
        ulong e = events[i + BlockAhead];
        if (CoreEvent.IsFree(e))
            buddy.Prefetch(handles[CoreEvent.Id(e)], CoreEvent.Order(e));
        if (!outgrowsCache)
            return;
        e = events[i + MergeAhead];
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
}
