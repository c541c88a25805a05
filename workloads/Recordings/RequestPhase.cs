using FragSim.Sim.Events;
using FragSim.Sim.Memory;

namespace FragSim.Workloads.Recordings;

/// <summary>
/// The huge-page requests of a phase: <c>requests PHASE begin … end … freed</c> around
/// <c>req I begin … end</c>.
/// </summary>
/// <remarks>
/// A request goes to the simulation where its huge-page allocation succeeded, or else at its end:
/// after the frees that reclaim made on its behalf in the recorded kernel, which would otherwise
/// help only the next request. Requests that the recorder gave up on after many failures have no
/// marks; they are asked for at the end of the phase, as they count as failed.
/// </remarks>
internal sealed class RequestPhase(PageMap map, RecordingTally tally, Effort thpEffort)
{
    private readonly List<uint> _held = [];
    private Effort _effort;
    private int _count;
    private int _asked;
    private int _open = -1;

    /// <summary>The task whose request is under way and not yet passed on; -1 when none is.
    /// </summary>
    public int OpenPid { get; private set; } = -1;

    public void Begin(string method, int count)
    {
        _effort = EffortOf(method);
        _count = count;
        _asked = 0;
        _open = -1;
        OpenPid = -1;
    }

    /// <summary>False when the mark does not fit: a request out of order or beyond the phase.
    /// </summary>
    public bool BeginRequest(int index, int pid)
    {
        if (index != _asked || index >= _count)
            return false;
        _open = index;
        OpenPid = pid;
        return true;
    }

    public bool EndRequest(int index, EventQueue events)
    {
        if (index != _open)
            return false;
        _open = -1;
        if (OpenPid >= 0)
            Ask(events);
        return true;
    }

    /// <summary>Passes the request on.</summary>
    public void Ask(EventQueue events)
    {
        OpenPid = -1;
        _asked++;
        tally.Requests++;
        uint id = map.TakeId();
        _held.Add(id);
        events.Add(new PageEvent
        {
            Op = EventOp.Request,
            Id = id,
            Order = Order.Huge,
            Mobility = MigrateType.Movable,
            Source = PageSource.Huge,
            Effort = _effort,
        });
    }

    public void End(EventQueue events)
    {
        while (_asked < _count)
            Ask(events);
    }

    /// <summary>Every request gives back what it may have been given.</summary>
    public void Freed(EventQueue events)
    {
        foreach (uint id in _held)
        {
            events.Add(new PageEvent { Op = EventOp.Free, Id = id });
            map.ReturnId(id);
        }
        _held.Clear();
    }

    // A page for the pool is not zeroed before it is used; one mapped from the pool asks nobody.
    private Effort EffortOf(string method) => method switch
    {
        "thp" => thpEffort,
        "nr_hugepages" => Effort.Normal | Effort.RetryMayFail | Effort.Hugetlb,
        _ => Effort.Hugetlb | Effort.Zero,
    };
}
