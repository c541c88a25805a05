using FragSim.Sim.Events;

namespace FragSim.Traces.Ftrace;

/// <summary>Events of the trace on their way out. Most lines have one, a phase's end has hundreds;
/// and they may be held back until a later line tells what belongs between them.</summary>
internal sealed class EventQueue
{
    private PageEvent[] events = new PageEvent[4096];
    private int first;
    private int end;
    private int held = -1;

    /// <summary>Stamped on every event; never goes back.</summary>
    public long TimeNs { get; set; }

    /// <summary>Events that may leave.</summary>
    public int Count => (held < 0 ? end : held) - first;

    /// <summary>Events that are held back.</summary>
    public int Held => held < 0 ? 0 : end - held;

    public void Add(PageEvent e)
    {
        if (end == events.Length)
            Array.Resize(ref events, 2 * events.Length);
        e.TimeNs = TimeNs;
        events[end++] = e;
    }

    /// <summary>What is added from here on waits for <see cref="Release"/>, or for another call.
    /// </summary>
    public void Hold() => held = end;

    public void Release() => held = -1;

    /// <summary>Puts an event among those held back, before the first that is later.</summary>
    public void Insert(PageEvent e, long timeNs)
    {
        int at = held;
        while (at < end && events[at].TimeNs <= timeNs)
            at++;
        Add(default);
        Array.Copy(events, at, events, at + 1, end - 1 - at);
        e.TimeNs = timeNs;
        events[at] = e;
    }

    /// <summary>Puts an event about each id at the beginning of what is held back.</summary>
    public void InsertFirst(EventOp op, ReadOnlySpan<uint> ids)
    {
        int added = ids.Length;
        while (end + added > events.Length)
            Array.Resize(ref events, 2 * events.Length);
        Array.Copy(events, held, events, held + added, end - held);
        end += added;
        long timeNs = events[held + added].TimeNs;
        for (int i = 0; i < added; i++)
            events[held++] = new PageEvent { Op = op, Id = ids[i], TimeNs = timeNs };
    }

    /// <summary>Is what the id stands for, before it is freed, allocated by an event that is held
    /// back?</summary>
    public bool IsBornHeld(uint id)
    {
        for (int i = held; i >= 0 && i < end; i++)
        {
            if (events[i].Id == id && events[i].Op is EventOp.Alloc or EventOp.Free)
                return events[i].Op == EventOp.Alloc;
        }
        return false;
    }

    /// <summary>The event added last, if any is held back.</summary>
    public bool TryLast(out PageEvent e)
    {
        bool any = Held > 0;
        e = any ? events[end - 1] : default;
        return any;
    }

    public int Drain(Span<PageEvent> buffer)
    {
        int count = Math.Min(buffer.Length, Count);
        events.AsSpan(first, count).CopyTo(buffer);
        first += count;
        if (first == end)
        {
            first = end = 0;
            held = Math.Min(held, 0);
        }
        return count;
    }
}
