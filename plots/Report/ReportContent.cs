using FragSim.Sim.Results;

namespace FragSim.Plots.Report;

/// <summary>A table of text that stands at the end of the page.</summary>
/// <param name="Caption">What it shows, as a sentence.</param>
/// <param name="Columns">Heads.</param>
/// <param name="Rows">As many cells each as there are heads.</param>
public sealed record ReportTable(
    string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>What a page is made from.</summary>
public sealed record ReportContent
{
    /// <summary>The runs; of several workloads the first is shown, of many strategies the first
    /// 24.</summary>
    public required IReadOnlyList<RunResult> Results { get; init; }

    /// <summary>What came out, in a sentence or two.</summary>
    public required string Answer { get; init; }

    /// <summary>What the runs do not hold, such as the figures of a recorded kernel.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];
}
