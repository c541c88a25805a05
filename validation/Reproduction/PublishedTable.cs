using FragSim.Sim.Boot;
using FragSim.Sim.Results;

namespace FragSim.Validation.Reproduction;

/// <summary>A published table, how it is simulated, and what makes it reproduced.</summary>
internal sealed record PublishedTable
{
    /// <summary>As on the command line: T1.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>Where it was published.</summary>
    public required string Source { get; init; }

    public required IReadOnlyList<TablePart> Parts { get; init; }

    public required IReadOnlyList<Criterion> Criteria { get; init; }
}

/// <summary>A part of a table whose columns share a set-up.</summary>
internal sealed record TablePart
{
    public required string Title { get; init; }

    /// <summary>The machine and the workload, in sentences.</summary>
    public required string Setup { get; init; }

    public required IReadOnlyList<Experiment> Experiments { get; init; }

    public required IReadOnlyList<Row> Rows { get; init; }
}

/// <summary>One column: a strategy on a workload.</summary>
/// <param name="Name">Unique within its part.</param>
/// <param name="Strategy">As spelled on the command line.</param>
/// <param name="Workload">As spelled on the command line.</param>
/// <param name="Options">The machine.</param>
internal sealed record Experiment(
    string Name, string Strategy, string Workload, SimulationOptions Options);

/// <summary>One row: a measure, and what was published of it.</summary>
/// <param name="Name">Unique within its table.</param>
/// <param name="Unit">%, pages, µs.</param>
/// <param name="Published">A value for each experiment; NaN where nothing was.</param>
/// <param name="Of">The same of a simulation.</param>
internal sealed record Row(
    string Name, string Unit, IReadOnlyList<double> Published, Func<RunResult, double> Of);
