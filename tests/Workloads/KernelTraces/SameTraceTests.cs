using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Tests.Strategies;
using FragSim.Traces;
using FragSim.Traces.Events;
using Xunit;

namespace FragSim.Tests.Workloads.KernelTraces;

public sealed class SameTraceTests : IDisposable
{
    private const int Events = 1_000_000;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_million_events_give_the_same_results_in_every_format()
    {
        string ftrace = PathOf("a.txt.gz");
        SampleKernelTrace.Write(ftrace, Dialect.Ftrace, Events);
        SampleKernelTrace.Write(PathOf("b.txt.zst"), Dialect.TraceCmd, Events);
        SampleKernelTrace.Write(PathOf("c.txt"), Dialect.PerfScript, Events);
        Written(ftrace, PathOf("d.csv"));
        Written(ftrace, PathOf("e.fstrace"));

        string[] files = ["a.txt.gz", "b.txt.zst", "c.txt", "d.csv", "e.fstrace"];
        ITrace[] traces = [.. files.Select(f => TraceFormats.Open(PathOf(f)))];

        Assert.Equal(["ftrace", "trace-cmd", "perf", "csv", "fstrace"],
            traces.Select(t => t.Format));
        Assert.Single(traces.Select(Digest).Distinct());
        Assert.Single(traces.Select(Simulated).Distinct());
    }

    private static void Written(string from, string to)
    {
        using IEventSource source = TraceFormats.Open(from).OpenEvents();
        using ITraceWriter writer = TraceFormats.Create(to, source.Names, start: null);
        PageEvent[] buffer = new PageEvent[4096];
        while (source.Read(buffer) is int count and > 0)
            for (int i = 0; i < count; i++)
                writer.Apply(in buffer[i]);
        writer.Complete();
    }

    private string PathOf(string name) => Path.Combine(folder.Path, name);

    private static string Digest(ITrace trace)
    {
        using IEventSource source = trace.OpenEvents();
        PageEvent[] buffer = new PageEvent[4096];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Field by field: what lies between the fields of a struct is anything.
        ulong[] fields = new ulong[3];
        while (source.Read(buffer) is int count and > 0)
        {
            foreach (ref readonly PageEvent e in buffer.AsSpan(0, count))
            {
                fields[0] = (ulong)e.TimeNs;
                fields[1] = e.Id | (ulong)e.Op << 32 | (ulong)e.Order << 40
                    | (ulong)e.Mobility << 48 | (ulong)e.Source << 56;
                fields[2] = (ulong)e.Effort | (ulong)e.Flags << 32;
                hash.AppendData(MemoryMarshal.AsBytes(fields.AsSpan()));
            }
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static string Simulated(ITrace trace)
    {
        using IWorkload workload = trace.ToWorkload(trace.OpenEvents());
        RunResult result = Simulation.Run(
            new SimulationOptions { MemoryBytes = 512UL << 20, SampleEveryNs = 1_000_000_000 },
            StrategyCatalog.Create("linux"), workload, 1, null, null,
            TestContext.Current.CancellationToken);
        Assert.True(result.Requests.Count > 1000);
        // The file's name is all that may differ.
        return RunText.Of(result with { Key = result.Key with { Workload = "" } });
    }
}
