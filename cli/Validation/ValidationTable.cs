namespace FragSim.Cli.Validation;

/// <summary>One table of a verdict, as text: a header and rows of cells.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Header">First column left, all others right; on one or two lines.</param>
/// <param name="Rows">As many cells as the header has.</param>
internal sealed record ValidationTable(
    string Title, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Stands after a value that is beyond its bar.</summary>
    public const string Missed = "!";

    /// <summary>A sentence below it.</summary>
    public string? Note { get; init; }
}
