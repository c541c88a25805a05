using System.CommandLine;
using System.Globalization;
using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Strategies;
using FragSim.Workloads.Traces;

namespace FragSim.Bench.Replay;

/// <summary><c>fragsim-bench replay</c>: the full model on a trace that is in memory.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string> Recording = new("RECORDING")
    {
        Description = "A recording's folder, or a trace file",
    };

    private static readonly Option<string> Strategy = new("--strategy", "-s")
    {
        Description = "Strategy to run",
        DefaultValueFactory = _ => "linux",
    };

    private static readonly Option<bool> Simulated = new("--simulated")
    {
        Description = "The machine reclaims for itself, in place of the recorded kernel",
    };

    private static readonly Option<ulong> Gib = new("--gib")
    {
        Description = "Memory in GiB, for a trace that has no start state",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Repetitions = new("--reps")
    {
        Description = "Repetitions; the best is reported",
        DefaultValueFactory = _ => 20,
    };

    public static Command Create()
    {
        var command = new Command("replay", "Time the full model on a recording in memory")
        {
            Recording, Strategy, Simulated, Gib, Repetitions,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(Recording), parsed.GetRequiredValue(Strategy),
            new SimulationOptions
            {
                MemoryBytes = parsed.GetValue(Gib) << 30,
                Reclaim = parsed.GetValue(Simulated)
                    ? ReclaimMode.Simulated : ReclaimMode.Recorded,
                SampleEveryNs = 10_000_000,
            },
            Math.Max(1, parsed.GetValue(Repetitions)),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(string recording, string strategy, SimulationOptions options,
        int repetitions, TextWriter output)
    {
        ITrace trace = TraceFormats.Open(recording);
        (PageEvent[] events, IReadOnlyList<string> names) = MemoryWorkload.Read(trace);
        List<MemoryWorkload> runs = [];
        for (int i = 0; i < repetitions; i++)
        {
            using MemoryWorkload workload = MemoryWorkload.Of(trace, events, names);
            Simulation.Run(options, StrategyCatalog.Create(strategy), workload, 1, null, null,
                CancellationToken.None);
            runs.Add(workload);
        }
        MemoryWorkload best = runs.MinBy(r => r.Times.CpuNs)!;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"replay {trace.Name} strategy={strategy} reclaim={options.Reclaim} events={events.Length} "
            + $"ns/event={best.Times.CpuNsPerEvent:F1} "
            + $"million_events/s={1e3 / best.Times.CpuNsPerEvent:F2} "
            + $"allocated_bytes={runs.Min(r => r.AllocatedBytes)} (best of {repetitions}; CPU)"));
    }
}
