using FragSim.Sim.Results;

namespace FragSim.Plots.Report;

/// <summary>A table of text that stands at the end of the page.</summary>
/// <param name="Caption">What it shows, as a sentence.</param>
/// <param name="Columns">Heads.</param>
/// <param name="Rows">As many cells each as there are heads.</param>
public sealed record ReportTable(
    string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>A chart that stands in the page as it is, in the theme that the page has.</summary>
/// <param name="Sentence">What it shows, for those who do not see it.</param>
/// <param name="Light">An SVG without the font, which the page has.</param>
/// <param name="Dark">The same for the dark theme; its ids differ.</param>
public sealed record ReportPicture(string Sentence, byte[] Light, byte[] Dark);

/// <summary>Charts under one head.</summary>
/// <param name="Caption">The head.</param>
/// <param name="Note">What to know before reading them.</param>
/// <param name="Charts">In order.</param>
public sealed record ReportPictures(
    string Caption, string Note, IReadOnlyList<ReportPicture> Charts);

/// <summary>What a page is made from.</summary>
public sealed record ReportContent
{
    /// <summary>The runs; of several workloads the first is shown, of many strategies the first
    /// 24.</summary>
    public required IReadOnlyList<RunResult> Results { get; init; }

    /// <summary>What came out, in a sentence or two.</summary>
    public required string Answer { get; init; }

    /// <summary>Stand before everything that is made from the runs.</summary>
    public IReadOnlyList<ReportPictures> Pictures { get; init; } = [];

    /// <summary>What the runs do not hold, such as the figures of a recorded kernel.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];
}
