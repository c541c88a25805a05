using FragSim.Sim.Events;

namespace FragSim.Workloads.Recordings;

/// <summary>Events of the trace on their way out. Most lines have one, a phase's end has hundreds;
/// and they may be held back until a later line tells what belongs between them.</summary>
internal sealed class EventQueue
{
    private PageEvent[] _events = new PageEvent[4096];
    private int _first;
    private int _end;
    private int _held = -1;

    /// <summary>Stamped on every event; never goes back.</summary>
    public long TimeNs { get; set; }

    /// <summary>Events that may leave.</summary>
    public int Count => (_held < 0 ? _end : _held) - _first;

    /// <summary>Events that are held back.</summary>
    public int Held => _held < 0 ? 0 : _end - _held;

    public void Add(PageEvent e)
    {
        if (_end == _events.Length)
            Array.Resize(ref _events, 2 * _events.Length);
        e.TimeNs = TimeNs;
        _events[_end++] = e;
    }

    /// <summary>What is added from here on waits for <see cref="Release"/>, or for another call.
    /// </summary>
    public void Hold() => _held = _end;

    public void Release() => _held = -1;

    /// <summary>Puts an event among those held back, before the first that is later.</summary>
    public void Insert(EventOp op, long timeNs)
    {
        int at = _held;
        while (at < _end && _events[at].TimeNs <= timeNs)
            at++;
        Add(default);
        Array.Copy(_events, at, _events, at + 1, _end - 1 - at);
        _events[at] = new PageEvent { Op = op, TimeNs = timeNs };
    }

    public int Drain(Span<PageEvent> buffer)
    {
        int count = Math.Min(buffer.Length, Count);
        _events.AsSpan(_first, count).CopyTo(buffer);
        _first += count;
        if (_first == _end)
        {
            _first = _end = 0;
            _held = Math.Min(_held, 0);
        }
        return count;
    }
}
