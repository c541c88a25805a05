namespace FragSim.Bench.Core;

/// <summary>What the events of one phase took, summed over its chunks.</summary>
internal sealed class PhaseTimes
{
    public long Events { get; private set; }

    public long CpuNs { get; private set; }

    public long WallNs { get; private set; }

    public double CpuNsPerEvent => (double)CpuNs / Events;

    public double WallNsPerEvent => (double)WallNs / Events;

    public void Add(int events, long cpuNs, long wallNs)
    {
        Events += events;
        CpuNs += cpuNs;
        WallNs += wallNs;
    }
}
