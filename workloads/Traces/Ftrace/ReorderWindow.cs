namespace FragSim.Traces.Ftrace;

/// <summary>
/// Puts events in order of time that several CPUs wrote side by side. It holds back a fixed number
/// of them: an event that comes later than that many others keeps its place.
/// </summary>
internal sealed class ReorderWindow
{
    private const int Size = 1024;
    private const int Mask = Size - 1;

    private readonly FtraceRecord[] ring = new FtraceRecord[Size];
    private int first;
    private int count;

    public bool IsFull => count == Size;

    /// <summary>Adds an event behind all that are not younger; there must be room.</summary>
    public void Add(in FtraceRecord record)
    {
        int at = count++;
        while (at > 0 && ring[(first + at - 1) & Mask].TimeNs > record.TimeNs)
        {
            ring[(first + at) & Mask] = ring[(first + at - 1) & Mask];
            at--;
        }
        ring[(first + at) & Mask] = record;
    }

    /// <summary>The oldest event; false when there is none.</summary>
    public bool TryTake(out FtraceRecord record)
    {
        record = ring[first];
        if (count == 0)
            return false;
        first = (first + 1) & Mask;
        count--;
        return true;
    }
}
