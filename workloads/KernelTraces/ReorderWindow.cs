using FragSim.Workloads.Recordings;

namespace FragSim.Workloads.KernelTraces;

/// <summary>
/// Puts events in order of time that several CPUs wrote side by side. It holds back a fixed number
/// of them: an event that comes later than that many others keeps its place.
/// </summary>
internal sealed class ReorderWindow
{
    private const int Size = 1024;
    private const int Mask = Size - 1;

    private readonly FtraceRecord[] _ring = new FtraceRecord[Size];
    private int _first;
    private int _count;

    public bool IsFull => _count == Size;

    /// <summary>Adds an event behind all that are not younger; there must be room.</summary>
    public void Add(in FtraceRecord record)
    {
        int at = _count++;
        while (at > 0 && _ring[(_first + at - 1) & Mask].TimeNs > record.TimeNs)
        {
            _ring[(_first + at) & Mask] = _ring[(_first + at - 1) & Mask];
            at--;
        }
        _ring[(_first + at) & Mask] = record;
    }

    /// <summary>The oldest event; false when there is none.</summary>
    public bool TryTake(out FtraceRecord record)
    {
        record = _ring[_first];
        if (_count == 0)
            return false;
        _first = (_first + 1) & Mask;
        _count--;
        return true;
    }
}
