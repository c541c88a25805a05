using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Strategies;
using FragSim.Tests.Strategies;
using FragSim.Workloads;
using FragSim.Workloads.Traces;
using Xunit;

namespace FragSim.Tests.Workloads.KernelTraces;

public sealed class SameTraceTests : IDisposable
{
    private const int Events = 1_000_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_million_events_give_the_same_results_in_every_format()
    {
        string ftrace = PathOf("a.txt.gz");
        SampleKernelTrace.Write(ftrace, Dialect.Ftrace, Events);
        SampleKernelTrace.Write(PathOf("b.txt.zst"), Dialect.TraceCmd, Events);
        SampleKernelTrace.Write(PathOf("c.txt"), Dialect.PerfScript, Events);
        using (IEventSource source = TraceFormats.Open(ftrace).OpenEvents())
        using (CsvTraceWriter writer = new(PathOf("d.csv"), source.Names))
        {
            foreach (PageEvent e in MiniRecording.ReadAll(source, 4096))
                writer.Apply(e);
            writer.Complete();
        }

        string[] files = ["a.txt.gz", "b.txt.zst", "c.txt", "d.csv"];
        ITrace[] traces = [.. files.Select(f => TraceFormats.Open(PathOf(f)))];

        Assert.Equal(["ftrace", "trace-cmd", "perf", "csv"], traces.Select(t => t.Format));
        Assert.Single(traces.Select(Digest).Distinct());
        Assert.Single(traces.Select(Simulated).Distinct());
    }

    private string PathOf(string name) => System.IO.Path.Combine(_folder.Path, name);

    private static string Digest(ITrace trace)
    {
        using IEventSource source = trace.OpenEvents();
        PageEvent[] buffer = new PageEvent[4096];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (source.Read(buffer) is int count and > 0)
            hash.AppendData(MemoryMarshal.AsBytes(buffer.AsSpan(0, count)));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static string Simulated(ITrace trace)
    {
        using IWorkload workload = trace.ToWorkload(trace.OpenEvents());
        RunResult result = Simulation.Run(
            new SimulationOptions { MemoryBytes = 512UL << 20, SampleEveryNs = 1_000_000_000 },
            StrategyCatalog.Create("linux"), workload, 1, null, null, default);
        Assert.True(result.Requests.Count > 1000);
        return RunText.Of(result);
    }
}
