using FragSim.Sim.Base;
using FragSim.Sim.Results;
using FragSim.Traces;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class TraceProfilerTests
{
    [Fact]
    public void A_trace_is_counted_by_order_mobility_user_and_age()
    {
        TraceProfile p = Read("0,alloc,1,0,movable\n1000,alloc,2,3,unmovable\n5096,free,1,,\n"
            + "6000,request,3,9,movable\n7000,touch,3,,\n");
        Assert.Equal((5, 2, 1, 1, 1), (p.Events, p.Allocs, p.Requests, p.Frees, p.Others));
        Assert.Equal((1, 1, 1), (p.ByOrder[0], p.ByOrder[3], p.ByOrder[9]));
        Assert.Equal([1, 2, 0], p.ByMobility);
        Assert.Equal((1, 8, 512), (p.PagesBySource[(int)PageSource.Anon],
            p.PagesBySource[(int)PageSource.Kernel], p.PagesBySource[(int)PageSource.Huge]));
        Assert.Equal(1, p.Lifetimes[(int)MigrateType.Movable][12]);
        Assert.Equal((2, 520, 520), (p.NeverFreed, p.PeakPages, p.EndPages));
        Assert.Equal(7000, p.DurationNs);
    }

    [Fact]
    public void Time_is_cut_into_at_most_256_buckets_however_long_it_is()
    {
        TraceProfile p = Read(string.Concat(Enumerable.Range(0, 5000).Select(
            i => $"{i * 1_000_000_000L},alloc,{i},0,movable\n")));
        Assert.InRange(p.EventsOverTime.Length, 128, TraceProfile.MaxBuckets);
        Assert.Equal(5000, p.EventsOverTime.Sum());
        Assert.Equal(5000, p.PagesOverTime[(int)MigrateType.Movable][^1]);
        Assert.Equal(p.PagesOverTime[1].Order(), p.PagesOverTime[1]);
    }

    [Fact]
    public void What_a_recording_starts_with_counts_as_in_use()
    {
        TraceProfile p = TraceProfiler.Read(TraceFormats.Open(TestFiles.BootIdle), null,
            TestContext.Current.CancellationToken);
        Assert.True(p.StartPages > 1000);
        Assert.InRange(p.PeakPages, p.StartPages, long.MaxValue);
    }

    private static TraceProfile Read(string rows)
    {
        using TempFolder folder = new();
        string path = folder.File("t.csv", "time_ns,op,id,order,mobility\n" + rows);
        return TraceProfiler.Read(
            TraceFormats.Open(path), null, TestContext.Current.CancellationToken);
    }
}
