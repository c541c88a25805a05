using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces.Ftrace;

namespace FragSim.Traces.Recordings;

/// <summary>
/// Turns trace records into what the workload asked of the kernel, whatever the kernel made of it:
/// allocations and frees of tasks, without the moves, lists and pageblocks of the recorded run.
/// </summary>
/// <remarks>
/// A page that compaction moved keeps its id and is found under its new pfn from then on; the free
/// of the frame it left, and of isolated pages that were not needed, is the kernel's own doing.
/// Frees by reclaim (kswapd, or a task in direct reclaim) are marked
/// <see cref="EventFlags.RecordedReclaim"/>, so that a run with reclaim of its own can leave
/// them out.
/// </remarks>
internal sealed class RecordingTranslator
{
    private readonly PageMap map;
    private readonly EventQueue events;
    private readonly RequestPhase requests;
    private readonly RecordingTally tally;
    private readonly Dictionary<int, PageEvent> reclaiming = [];
    private readonly Dictionary<int, PageEvent> looking = [];
    private readonly HashSet<int> reclaimed = [];

    public RecordingTranslator(
        PageMap map, EventQueue events, RequestPhase requests, RecordingTally tally)
    {
        this.map = map;
        this.events = events;
        this.requests = requests;
        this.tally = tally;
    }

    /// <summary>Buffers of block devices do not move, as a journal holds them.</summary>
    public bool HoldsBuffers { get; init; }

    /// <summary>A task goes into or comes out of direct reclaim. It says first what it wants, and
    /// afterwards looks whether it can have it.</summary>
    /// <param name="record">The one event or the other.</param>
    /// <param name="forRequest">It reclaims for the huge page of a request.</param>
    public void Reclaiming(in FtraceRecord record, bool forRequest)
    {
        if (record.Kind == FtraceKind.DirectReclaimBegin)
        {
            reclaiming[record.Pid] = new PageEvent
            {
                Op = EventOp.TaskReclaimed,
                Order = record.Order,
                Mobility = GfpMeaning.Mobility(record.Gfp),
                Effort = GfpMeaning.Effort(record.Gfp),
            };
        }
        else if (reclaiming.Remove(record.Pid, out PageEvent wanted) && !forRequest)
        {
            reclaimed.Add(record.Pid);
            if (record.Progress)
                looking[record.Pid] = wanted;
        }
    }

    /// <summary>A task is at work. If it has reclaimed, others may have been before it came to
    /// look at what there is.</summary>
    public void AtWork(int pid)
    {
        if (looking.Count > 0 && looking.Remove(pid, out PageEvent wanted))
            events.Add(wanted);
    }

    /// <summary>A task gets nothing for what it reclaimed.</summary>
    public void AllocFailed(int pid) => reclaimed.Remove(pid);

    public void Alloc(in FtraceRecord record)
    {
        Vacate(record.Pfn, record.Order);
        PageSource source = GfpMeaning.Source(record.Gfp, record.Order);
        Effort effort = reclaimed.Remove(record.Pid) ? Effort.AfterReclaim : Effort.None;
        tally.Allocs++;
        uint id = map.Add(record.Pfn, record.Order);
        events.Add(new PageEvent
        {
            Op = EventOp.Alloc,
            Id = id,
            Order = record.Order,
            Mobility = record.Mobility,
            Source = source,
            Effort = effort | GfpMeaning.Effort(record.Gfp),
            Flags = GfpMeaning.Flags(record.Gfp, source) | Whose(record.Pid),
        });
        if (HoldsBuffers && GfpMeaning.IsBuffer(record.Gfp))
            events.Add(new PageEvent { Op = EventOp.Pin, Id = id });
    }

    /// <summary>A page of a bulk allocation, which has no event: kernel stacks are.</summary>
    public void AllocUnseen(uint pfn)
    {
        Vacate(pfn, Order.Base);
        tally.SilentAllocPages++;
        events.Add(new PageEvent
        {
            Op = EventOp.Alloc,
            Id = map.Add(pfn, Order.Base),
            Mobility = MigrateType.Unmovable,
            Source = PageSource.Stack,
            Effort = Effort.Normal,
        });
    }

    /// <summary>The huge page of a request: its place is remembered so that its free is known.
    /// </summary>
    public void AllocForRequest(in FtraceRecord record)
    {
        Vacate(record.Pfn, record.Order);
        reclaimed.Remove(record.Pid);
        map.Mark(record.Pfn, record.Order, PageMap.Request);
    }

    /// <param name="record">The free.</param>
    /// <param name="pastPcp">The per-CPU lists are locked.</param>
    public void Free(in FtraceRecord record, bool pastPcp)
    {
        EventFlags flags = record.Task == FtraceTask.Kswapd ? EventFlags.RecordedReclaim
            : reclaiming.ContainsKey(record.Pid)
                ? EventFlags.RecordedReclaim | EventFlags.DirectReclaim
                : EventFlags.None;
        flags |= Whose(record.Pid);
        if (pastPcp)
            flags |= EventFlags.PastPcp;
        if (FreedJoined(record, flags))
            return;
        uint end = record.Pfn + Order.Pages(record.Order);
        uint last = PageMap.None;
        bool freed = true;
        for (uint pfn = record.Pfn; pfn < end; pfn++)
        {
            uint id = map.Clear(pfn, out uint was);
            Count(was, pfn == record.Pfn);
            if (PageMap.IsBlock(id))
                EmitFree(id, flags);
            freed = !PageMap.IsBlock(was) || PageMap.IsBlock(id);
            last = was;
        }
        // The last block touched still has pages elsewhere: it was split without our knowing.
        if (!freed && PageMap.IsBlock(last))
            tally.PartialFrees++;
    }

    /// <summary>A snapshot does not show the order of a block that is not compound; its pages,
    /// which have ids in a row, are freed as the one block they are.</summary>
    private bool FreedJoined(in FtraceRecord record, EventFlags flags)
    {
        uint first = map[record.Pfn];
        uint pages = Order.Pages(record.Order);
        if (pages == 1 || !PageMap.IsBlock(first))
            return false;
        for (uint i = 0; i < pages; i++)
        {
            if (map[record.Pfn + i] != first + i || map.OrderOf(first + i) != 0)
                return false;
        }
        for (uint i = 0; i < pages; i++)
            map.Clear(record.Pfn + i, out _);
        EmitFree(first, flags, record.Order);
        return true;
    }

    /// <summary>Compaction takes a free block: whatever comes back of it is no free of the
    /// workload's.</summary>
    public void Isolate(in FtraceRecord record)
    {
        Vacate(record.Pfn, record.Order);
        map.Mark(record.Pfn, record.Order, PageMap.Isolated);
    }

    public void Migrate(in FtraceRecord record)
    {
        uint was = map[record.OldPfn];
        int order = was == PageMap.Request ? Order.Huge
            : PageMap.IsBlock(was) ? map.OrderOf(was) : 0;
        // Only the first page of a block is named; should another be, only it can be moved.
        if (!Whole(record.OldPfn, order) || !map.Holds(record.Pfn, order))
            order = 0;
        Vacate(record.Pfn, order);
        map.Move(record.OldPfn, record.Pfn, order);
        if (was is PageMap.None or PageMap.Isolated or PageMap.Left)
        {
            // A page of a bulk allocation: it has no id, so its new frame has none either.
            tally.SilentMigrated++;
            map.Mark(record.Pfn, 0, PageMap.None);
        }
        else
        {
            tally.Migrated += Order.Pages(order);
        }
    }

    private EventFlags Whose(int pid) =>
        pid == requests.Pid ? EventFlags.Requester : EventFlags.None;

    private bool Whole(uint pfn, int order) => map.Holds(pfn, order)
        && map[pfn] == map[pfn + Order.Pages(order) - 1];

    private void Count(uint was, bool first)
    {
        if (was == PageMap.Left)
            tally.MigratedFrees++;
        else if (was == PageMap.Isolated)
            tally.IsolatedReturned++;
        else if (was == PageMap.Request)
            FreeRequest(first);
        else if (was == PageMap.None)
            tally.SilentAllocPages++;
    }

    private void FreeRequest(bool first)
    {
        if (!first)
            return;
        tally.RequestFrees++;
        requests.FreedOne(events);
    }

    /// <summary>The kernel uses these frames anew, so what we think is there has gone.</summary>
    private void Vacate(uint pfn, int order)
    {
        uint end = pfn + Order.Pages(order);
        for (; pfn < end; pfn++)
        {
            uint id = map.Clear(pfn, out uint was);
            if (PageMap.IsBlock(was))
                tally.SilentFreePages++;
            if (PageMap.IsBlock(id))
                EmitFree(id, EventFlags.None);
        }
    }

    private void EmitFree(uint id, EventFlags flags, byte order = 0)
    {
        tally.Frees++;
        tally.ReclaimFrees += (flags & EventFlags.RecordedReclaim) != 0 ? 1 : 0;
        events.Add(new PageEvent
        {
            Op = EventOp.Free,
            Id = id,
            Order = order,
            Flags = flags,
        });
    }
}
