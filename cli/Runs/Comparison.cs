using FragSim.Sim.Boot;

namespace FragSim.Cli.Runs;

/// <summary>What standard output carries.</summary>
internal enum OutputFormat
{
    Table,
    Json,
    Csv,
}

/// <summary>Everything that a user asked of <c>compare</c>, <c>run</c> or <c>replay</c>.</summary>
internal sealed record Comparison
{
    public required string Command { get; init; }
    public required string WorkloadName { get; init; }
    public required WorkloadSource Workload { get; init; }
    public required RunPlan Plan { get; init; }
    public required SimulationOptions Options { get; init; }
    public required string Folder { get; init; }
    /// <summary>Replace files of an earlier run even if they were changed.</summary>
    public bool Force { get; init; }
    public int Workers { get; init; } = Environment.ProcessorCount;
    public string? Baseline { get; init; }
    public OutputFormat Format { get; init; }
    public bool Charts { get; init; } = true;
    /// <summary>Print the memory of each strategy over time.</summary>
    public bool Map { get; init; }
    public bool Quiet { get; init; }
}
