using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class GeneratedTraceTests
{
    private const ulong MemoryBytes = 32UL << 20;

    [Theory, MemberData(nameof(WorkloadSuiteTests.All), MemberType = typeof(WorkloadSuiteTests))]
    public void A_workload_written_as_a_trace_asks_for_the_same_again(string spelling)
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "t.fstrace");
        using IWorkload inner =
            WorkloadCatalog.Create(spelling, new WorkloadSetup(MemoryBytes, 9, 1));
        long[] written = new long[Enum.GetValues<EventOp>().Length];
        using (ITraceWriter writer = TraceFormats.Create(path, inner.Names, start: null))
        {
            using RecordedAsTrace recorded =
                RecordedAsTrace.Of(inner, new Counter(writer, written));
            Run(recorded);
            writer.Complete();
        }
        ITrace trace = TraceFormats.Open(path);
        using IWorkload replayed = trace.ToWorkload(trace.OpenEvents());
        RunResult result = Run(replayed);
        Assert.True(written[(int)EventOp.Alloc] > 0 && written[(int)EventOp.Free] > 0);
        Assert.Equal(written.Sum(), result.Events);
        Assert.Equal(written[(int)EventOp.Request], result.Requests.Count);
        Assert.Equal(written, Counts(trace));
    }

    private static long[] Counts(ITrace trace)
    {
        long[] counts = new long[Enum.GetValues<EventOp>().Length];
        using IEventSource source = trace.OpenEvents();
        PageEvent[] buffer = new PageEvent[4096];
        while (source.Read(buffer) is int count and > 0)
            foreach (PageEvent e in buffer.AsSpan(0, count))
                counts[(int)e.Op]++;
        return counts;
    }

    private static RunResult Run(IWorkload workload) => Simulation.Run(
        new SimulationOptions { MemoryBytes = MemoryBytes, MaxMaps = 2, MaxSamples = 60 },
        StrategyCatalog.Create("oracle"), workload, 1, null, null,
        TestContext.Current.CancellationToken);

    private sealed class Counter(IEventSink next, long[] counts) : IEventSink
    {
        public Outcome Apply(in PageEvent e)
        {
            counts[(int)e.Op]++;
            return next.Apply(in e);
        }
    }
}
