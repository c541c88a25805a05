using System.CommandLine;

namespace FragSim.Bench;

/// <summary>What several benchmarks ask in the same words.</summary>
internal static class CommonOptions
{
    public static Option<ulong> Gib(string description) => new("--gib")
    {
        Description = description,
        DefaultValueFactory = _ => 1,
    };

    public static Option<int> Repetitions(int byDefault) => new("--reps")
    {
        Description = "Repetitions; the best is reported",
        DefaultValueFactory = _ => byDefault,
    };

    public static Argument<string> Trace() => new("TRACE")
    {
        Description = "A recording's folder, or a trace file",
    };
}
