using System.CommandLine;
using System.Globalization;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Replay;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Traces;
using FragSim.Traces.Events;

namespace FragSim.Bench.Replay;

/// <summary><c>fragsim-bench replay</c>: the full model on a trace that is in memory.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string> Trace = CommonOptions.Trace();

    private static readonly Option<string> Strategy = new("--strategy", "-s")
    {
        Description = "Strategy to run",
        DefaultValueFactory = _ => "linux",
    };

    private static readonly Option<bool> Simulated = new("--simulated")
    {
        Description = "The machine reclaims for itself, in place of the recorded kernel",
    };

    private static readonly Option<ulong> Gib =
        CommonOptions.Gib("Memory in GiB, for a trace that has no start state");

    private static readonly Option<int> Repetitions = CommonOptions.Repetitions(20);

    public static Command Create()
    {
        var command = new Command("replay", "Time the full model on a recording in memory")
        {
            Trace, Strategy, Simulated, Gib, Repetitions,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(Trace), parsed.GetRequiredValue(Strategy),
            new SimulationOptions
            {
                MemoryBytes = parsed.GetValue(Gib) << 30,
                Given = parsed.GetValue(Simulated) ? null : RecordedDecisions.Instance,
                SampleEveryNs = 10_000_000,
            },
            Math.Max(1, parsed.GetValue(Repetitions)),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(string path, string strategy, SimulationOptions options,
        int repetitions, TextWriter output)
    {
        ITrace trace = TraceFormats.Open(path);
        (PageEvent[] events, IReadOnlyList<string> names) = MemoryWorkload.Read(trace);
        List<MemoryWorkload> runs = [];
        for (int i = 0; i < repetitions; i++)
        {
            using MemoryWorkload workload = MemoryWorkload.Of(trace, events, names);
            Simulation.Run(options, StrategyCatalog.Create(strategy), workload, 1, null, null,
                CancellationToken.None);
            runs.Add(workload);
        }
        long bytes = BareReplay.AllocatedBytes(trace, events, strategy, options);
        MemoryWorkload best = runs.MinBy(r => r.Times.CpuNs)!;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"replay {trace.Name} strategy={strategy} "
            + $"reclaim={(options.Given is null ? "Simulated" : "Recorded")} "
            + $"events={events.Length} ns/event={best.Times.CpuNsPerEvent:F1} "
            + $"million_events/s={1e3 / best.Times.CpuNsPerEvent:F2} "
            + $"allocated_bytes={runs.Min(r => r.AllocatedBytes)} "
            + $"unsampled_bytes_per_million_events={bytes * 1e6 / events.Length:F0} "
            + $"(best of {repetitions}; CPU)"));
    }
}
