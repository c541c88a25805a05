using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces.Ftrace;

namespace FragSim.Traces.Recordings;

/// <summary>
/// The huge-page requests of a phase: <c>requests PHASE begin … end … freed</c> around
/// <c>req I begin … end</c>.
/// </summary>
/// <remarks>
/// A request goes to the simulation where its task, which takes page tables first, came to ask for
/// the huge page, and is over where that allocation succeeded, or else at its end; between these
/// the recorded kernel's steps are passed on, so that what other tasks did meanwhile finds its
/// place. Requests that the recorder gave up on after many failures have no marks; they are asked
/// for at the end of the phase, as they count as failed. Pages are given back in the order they
/// were asked for, each when the recorded kernel frees the same one, or the next that it had
/// granted.
/// </remarks>
internal sealed class RequestPhase(PageMap map, RecordingTally tally, Effort thpEffort)
{
    private readonly List<uint> held = [];
    private readonly Queue<int> granted = new();
    private int freed;
    private bool frees;
    private Effort effort;
    private EventFlags flags;
    private int count;
    private int asked;
    private int open = -1;
    private uint scanned;
    private uint rounds;
    private bool reclaims;
    private bool isDue;

    /// <summary>The task whose request is under way and not yet granted; -1 when none is.
    /// </summary>
    public int OpenPid { get; private set; } = -1;

    /// <summary>The task that makes the requests of the phase; -1 when none has been made.
    /// </summary>
    public int Pid { get; private set; } = -1;

    public void Begin(string method, int count)
    {
        Pid = -1;
        effort = EffortOf(method);
        // The task that grows the pool stops after so many failures; one that faults goes on.
        flags = method == "nr_hugepages" ? EventFlags.GivesUp : EventFlags.None;
        this.count = count;
        asked = 0;
        open = -1;
        OpenPid = -1;
        isDue = false;
    }

    /// <summary>False when the mark does not fit: a request out of order or beyond the phase.
    /// </summary>
    public bool BeginRequest(int index, int pid)
    {
        if (index != asked || index >= count)
            return false;
        open = index;
        OpenPid = Pid = pid;
        (scanned, rounds, reclaims) = (0, 0, false);
        isDue = true;
        return true;
    }

    public bool EndRequest(int index, EventQueue events)
    {
        if (index != open)
            return false;
        open = -1;
        AskIfDue(events);
        Over(events);
        return true;
    }

    /// <summary>The recorded kernel has its page.</summary>
    public void Granted(EventQueue events)
    {
        granted.Enqueue(open);
        Over(events);
    }

    /// <summary>The recorded kernel gives up, or has its page.</summary>
    public void Over(EventQueue events)
    {
        if (OpenPid >= 0)
            events.Add(new PageEvent { Op = EventOp.RequestEnds });
        OpenPid = -1;
    }

    /// <summary>A step of the recorded kernel's on behalf of the request.</summary>
    public void Saw(in FtraceRecord record, EventQueue events)
    {
        if (record.Pid != OpenPid)
            return;
        if (!IsOfPageTable(record))
            AskIfDue(events);
        if (record.Kind == FtraceKind.DirectReclaimBegin)
            (scanned, rounds, reclaims) = (0, 0, true);
        else if (record.Kind == FtraceKind.ShrinkInactive)
            scanned += record.Scanned;
        else if (record.Kind == FtraceKind.Suitable && record.Unsuitable && reclaims)
            rounds++;
        else if (record.Kind == FtraceKind.DirectReclaimEnd)
            Reclaimed(record.Progress, events);
        else if (record.Compacts)
            events.Add(new PageEvent { Op = EventOp.RequestWorks });
        else if (record.Kind == FtraceKind.CompactionBegin && record.Sync)
            events.Add(new PageEvent { Op = EventOp.RequestSyncs });
    }

    private static bool IsOfPageTable(in FtraceRecord record) => record.Order < Order.Huge
        && record.Kind is FtraceKind.Alloc or FtraceKind.ZoneLocked or FtraceKind.Extfrag;

    private void AskIfDue(EventQueue events)
    {
        if (isDue)
            Ask(events, EventFlags.Lasts);
        isDue = false;
    }

    private void Reclaimed(bool progress, EventQueue events)
    {
        events.Add(new PageEvent
        {
            Op = EventOp.RequestReclaimed,
            Id = scanned,
            Page = rounds,
            Flags = progress ? default : EventFlags.InVain,
        });
        (scanned, rounds, reclaims) = (0, 0, false);
    }

    private void Ask(EventQueue events, EventFlags flags)
    {
        asked++;
        tally.Requests++;
        uint id = map.TakeId();
        held.Add(id);
        events.Add(new PageEvent
        {
            Op = EventOp.Request,
            Id = id,
            Order = Order.Huge,
            Mobility = MigrateType.Movable,
            Source = PageSource.Huge,
            Effort = effort,
            Flags = flags | this.flags,
        });
    }

    public void End(EventQueue events)
    {
        events.Add(new PageEvent { Op = EventOp.RequestsOver });
        while (asked < count)
            Ask(events, EventFlags.None);
        frees = true;
    }

    /// <summary>The recorded kernel frees a page that was granted.</summary>
    public void FreedOne(EventQueue events)
    {
        if (!frees || !granted.TryDequeue(out int index))
            return;
        FreeUntil(granted.Count > 0 ? index + 1 : held.Count, events);
    }

    /// <summary>Every request gives back what it may have been given.</summary>
    public void Freed(EventQueue events)
    {
        FreeUntil(held.Count, events);
        held.Clear();
        granted.Clear();
        freed = 0;
        frees = false;
    }

    private void FreeUntil(int end, EventQueue events)
    {
        for (; freed < end; freed++)
        {
            events.Add(new PageEvent { Op = EventOp.Free, Id = held[freed] });
            map.ReturnId(held[freed]);
        }
    }

    // A page for the pool is not zeroed before it is used; to map one from it is no request.
    private Effort EffortOf(string method) => method switch
    {
        "thp" => thpEffort,
        "nr_hugepages" => Effort.Normal | Effort.RetryMayFail | Effort.Hugetlb,
        _ => Effort.Hugetlb | Effort.Zero,
    };
}
