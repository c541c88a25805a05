using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Traces.Events;

/// <summary>Counts along a time whose length is not known: whenever the buckets are used up, every
/// two become one.</summary>
internal sealed class TimeBuckets
{
    private const int Most = TraceProfile.MaxBuckets;

    private readonly long[] events = new long[Most];
    private readonly long[,] pages = new long[MigrateTypes.PcpCount, Most];
    private int at;

    public long BucketNs { get; private set; } = 1000;

    public long[] Events => events[..(at + 1)];

    public long[][] Pages => [.. Enumerable.Range(0, MigrateTypes.PcpCount).Select(
        m => Enumerable.Range(0, at + 1).Select(i => pages[m, i]).ToArray())];

    public void Count() => events[at]++;

    /// <summary>Goes on to a time; what is in use stays as it is until then.</summary>
    public void Reach(long timeNs, ReadOnlySpan<long> livePages)
    {
        while (timeNs / BucketNs >= Most)
            Halve();
        int at = (int)(timeNs / BucketNs);
        while (this.at < at)
        {
            Note(livePages);
            this.at++;
        }
    }

    public void Close(ReadOnlySpan<long> livePages) => Note(livePages);

    private void Note(ReadOnlySpan<long> livePages)
    {
        for (int i = 0; i < livePages.Length; i++)
            pages[i, at] = livePages[i];
    }

    private void Halve()
    {
        for (int i = 0; i < Most / 2; i++)
        {
            events[i] = events[2 * i] + events[(2 * i) + 1];
            for (int m = 0; m < MigrateTypes.PcpCount; m++)
                pages[m, i] = pages[m, Math.Min((2 * i) + 1, at)];
        }
        Array.Clear(events, Most / 2, Most / 2);
        at /= 2;
        BucketNs *= 2;
    }
}
