using FragSim.Sim.Base;
using FragSim.Sim.Events;

namespace FragSim.Traces.Ftrace;

/// <summary>
/// Turns the stock page allocator events of any kernel into what the workload asked for.
/// </summary>
/// <remarks>
/// No stock event names the pages that compaction moves. What a compacting task frees was moved, so
/// it stays in use, at a place that is not known; a later free at a place where nothing was seen is
/// taken for that of the page of its order that was moved longest ago.
/// </remarks>
internal sealed class KernelTranslator(BlockMap map, EventQueue events, TraceTally tally)
{
    private readonly RoundClock reclaiming = new(tally.Reclaim);
    private readonly RoundClock compacting = new(tally.Compaction);
    private readonly RepeatedFrees repeated = new();
    private readonly Queue<uint>[] moved =
        [.. Enumerable.Range(0, Order.Count).Select(_ => new Queue<uint>())];

    /// <summary>A task goes into or comes out of direct reclaim.</summary>
    public void Reclaiming(in FtraceRecord record)
    {
        if (record.Kind == FtraceKind.DirectReclaimBegin)
            reclaiming.Begin(record.Pid, record.TimeNs);
        else if (reclaiming.End(record.Pid, record.TimeNs))
            tally.Reclaim.Pages += record.Reclaimed;
    }

    /// <summary>A task goes into or comes out of compaction.</summary>
    public void Compacting(in FtraceRecord record)
    {
        if (record.Kind == FtraceKind.CompactionBegin)
            compacting.Begin(record.Pid, record.TimeNs, record.Sync);
        else if (compacting.End(record.Pid, record.TimeNs))
            tally.Compaction.Ended(record.Status);
    }

    /// <summary>The trace has ended.</summary>
    public void Finish()
    {
        reclaiming.Finish();
        compacting.Finish();
    }

    public void Alloc(in FtraceRecord record) =>
        Alloc(record, GfpMeaning.Source(record.Gfp, record.Order));

    /// <summary>The same, where it is known what the pages are used for.</summary>
    public void Alloc(in FtraceRecord record, PageSource source)
    {
        Vacate(record.Pfn, record.Order);
        repeated.Allocated(record);
        tally.GrantedByOrder[record.Order]++;
        if (record.Order == Order.Huge)
        {
            tally.Requests++;
            events.Add(Request(record, map.Add(record.Pfn, record.Order)));
            return;
        }
        tally.Allocs++;
        events.Add(new PageEvent
        {
            Op = EventOp.Alloc,
            Id = map.Add(record.Pfn, record.Order),
            Order = record.Order,
            Mobility = record.Mobility,
            Source = source,
            Effort = GfpMeaning.Effort(record.Gfp),
            Flags = GfpMeaning.Flags(record.Gfp, source),
        });
    }

    /// <summary>A huge page that the kernel did not give: it is asked for here as well, and given
    /// back at once if this machine has it.</summary>
    public void Refused(in FtraceRecord record)
    {
        uint id = map.TakeId();
        tally.Requests++;
        tally.RefusedByOrder[record.Order]++;
        events.Add(Request(record, id));
        events.Add(new PageEvent { Op = EventOp.Free, Id = id });
        map.ReturnId(id);
    }

    public void Free(in FtraceRecord record)
    {
        if (repeated.Has(record))
        {
            tally.RepeatedFrees++;
            return;
        }
        bool moves = record.Task == FtraceTask.Kcompactd || compacting.Has(record.Pid);
        uint pages = Order.Pages(record.Order);
        if (map.TryFind(record.Pfn, record.Order, out uint id))
        {
            if (moves && map.OrderOf(id) == record.Order)
                Move(id);
            else if (map.Shrink(id, pages))
                EmitFree(id, Reason(record));
            else
                tally.PartialFrees++;
        }
        else if (map.TryFindWithin(record.Pfn, record.Order, out id))
        {
            do
            {
                map.Forget(id);
                EmitFree(id, Reason(record));
            }
            while (map.TryFindWithin(record.Pfn, record.Order, out id));
        }
        // What compaction took from the free lists and did not need comes back so.
        else if (!moves)
            FreeUnseen(record);
    }

    private void FreeUnseen(in FtraceRecord record)
    {
        if (moved[record.Order].TryDequeue(out uint id))
        {
            tally.Rematched++;
            EmitFree(id, Reason(record));
        }
        else
        {
            tally.FreesOfUnseen++;
        }
    }

    private void Move(uint id)
    {
        tally.Moved++;
        map.Forget(id);
        moved[map.OrderOf(id)].Enqueue(id);
    }

    private EventFlags Reason(in FtraceRecord record) =>
        record.Task == FtraceTask.Kswapd ? EventFlags.RecordedReclaim
        : reclaiming.Has(record.Pid) ? EventFlags.RecordedReclaim | EventFlags.DirectReclaim
        : EventFlags.None;

    /// <summary>The kernel uses these frames anew, so what was there has gone.</summary>
    private void Vacate(uint pfn, int order)
    {
        while (map.TryFind(pfn, order, out uint id) || map.TryFindWithin(pfn, order, out id))
        {
            tally.SilentFrees++;
            map.Forget(id);
            EmitFree(id, EventFlags.None);
        }
    }

    private void EmitFree(uint id, EventFlags flags)
    {
        tally.Frees++;
        events.Add(new PageEvent { Op = EventOp.Free, Id = id, Flags = flags });
        map.ReturnId(id);
    }

    /// <summary>A fault on a huge page tries lightly, then with all that it may, and waits for the
    /// zeroing; one for the pool (<c>alloc_buddy_hugetlb_folio</c>) does neither.</summary>
    private static PageEvent Request(in FtraceRecord record, uint id)
    {
        bool thp = (record.Gfp & GfpFlags.TranshugeLight) == GfpFlags.TranshugeLight;
        return new PageEvent
        {
            Op = EventOp.Request,
            Id = id,
            Order = record.Order,
            Mobility = record.Mobility,
            Source = PageSource.Huge,
            Effort = GfpMeaning.Effort(record.Gfp) | (thp ? Effort.Thp | Effort.Zero : Effort.None),
            Flags = GfpMeaning.Flags(record.Gfp, PageSource.Huge),
        };
    }
}
