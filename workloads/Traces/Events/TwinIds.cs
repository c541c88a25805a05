using FragSim.Sim.Events;

namespace FragSim.Traces.Events;

/// <summary>
/// Pages that are made again, beside those of a source: each is the twin of one of its pages. Their
/// ids follow the highest id seen, so those that the source gives out later are moved up.
/// </summary>
internal sealed class TwinIds
{
    private const uint None = uint.MaxValue;

    private readonly List<(uint From, uint Shift)> moves = [];
    private readonly Dictionary<uint, uint> ofRound = [];
    private readonly Dictionary<uint, uint> latest = [];
    private readonly Dictionary<uint, uint> earlier = [];
    private readonly HashSet<uint> alive = [];
    private readonly Queue<uint> byAge = new();
    private uint end;
    private uint shift;
    private uint used;

    /// <summary>Moves an event of the source to an id that no twin has.</summary>
    public void Move(ref PageEvent e)
    {
        if (!HasBlock(e.Op))
            return;
        end = Math.Max(end, e.Id + 1);
        int i = moves.Count - 1;
        while (i >= 0 && e.Id < moves[i].From)
            i--;
        if (i >= 0)
            e.Id += moves[i].Shift;
    }

    /// <summary>Makes an event of the source, which was moved, again.</summary>
    public void Repeat(PageEvent e, IEventSink machine)
    {
        if (e.Op == EventOp.Alloc)
            Born(ref e);
        else if (e.Op == EventOp.Free)
        {
            Free(e, machine);
            return;
        }
        else if (!ofRound.TryGetValue(e.Id, out e.Id))
            return;
        machine.Apply(in e);
    }

    /// <summary>Of an event that is not made again any more, a free of a page made in this round.
    /// </summary>
    public void Finish(in PageEvent e, IEventSink machine)
    {
        if (e.Op == EventOp.Free && ofRound.Remove(e.Id, out uint twin))
            FreeTwin(e, twin, machine);
    }

    /// <summary>Frees of the next round are of pages made in it.</summary>
    public void EndRound() => ofRound.Clear();

    /// <summary>No more is made again: what the source gives out from here on is moved up.
    /// </summary>
    public void EndPhase()
    {
        EndRound();
        byAge.Clear();
        shift += used;
        used = 0;
        moves.Add((end, shift));
    }

    /// <summary>A page of the source is freed, and with it all its twins.</summary>
    public void Freed(in PageEvent e, IEventSink machine)
    {
        if (!latest.Remove(e.Id, out uint twin))
            return;
        while (twin != None)
        {
            FreeTwin(e, twin, machine);
            earlier.Remove(twin, out twin);
        }
    }

    private void Born(ref PageEvent e)
    {
        uint twin = end + shift + used++;
        ofRound[e.Id] = twin;
        earlier[twin] = latest.GetValueOrDefault(e.Id, None);
        latest[e.Id] = twin;
        alive.Add(twin);
        byAge.Enqueue(twin);
        e.Id = twin;
    }

    /// <summary>For a page older than the load, the oldest twin goes; reclaim, which takes such
    /// pages too, is the machine's own.</summary>
    private void Free(in PageEvent e, IEventSink machine)
    {
        if (ofRound.Remove(e.Id, out uint twin))
        {
            FreeTwin(e, twin, machine);
            return;
        }
        if ((e.Flags & EventFlags.RecordedReclaim) != 0)
            return;
        while (byAge.TryDequeue(out twin))
        {
            if (!alive.Contains(twin))
                continue;
            FreeTwin(e, twin, machine);
            return;
        }
    }

    private void FreeTwin(PageEvent e, uint twin, IEventSink machine)
    {
        if (!alive.Remove(twin))
            return;
        (e.Id, e.Order) = (twin, 0);
        machine.Apply(in e);
    }

    private static bool HasBlock(EventOp op) => op
        is EventOp.Alloc or EventOp.Free or EventOp.Request or EventOp.Pin or EventOp.Unpin
        or EventOp.Touch or EventOp.Dirty or EventOp.Clean or EventOp.ReclaimIsolates;
}
