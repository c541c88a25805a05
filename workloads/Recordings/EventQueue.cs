using FragSim.Sim.Events;

namespace FragSim.Workloads.Recordings;

/// <summary>Events of one trace line on their way out; most lines have one, a phase's end has
/// hundreds.</summary>
internal sealed class EventQueue
{
    private PageEvent[] _events = new PageEvent[4096];
    private int _first;
    private int _end;

    /// <summary>Stamped on every event; never goes back.</summary>
    public long TimeNs { get; set; }

    public int Count => _end - _first;

    public void Add(PageEvent e)
    {
        if (_end == _events.Length)
            Array.Resize(ref _events, 2 * _events.Length);
        e.TimeNs = TimeNs;
        _events[_end++] = e;
    }

    public int Drain(Span<PageEvent> buffer)
    {
        int count = Math.Min(buffer.Length, Count);
        _events.AsSpan(_first, count).CopyTo(buffer);
        _first += count;
        if (_first == _end)
            _first = _end = 0;
        return count;
    }
}
