namespace FragSim.Cli.Files;

/// <summary>
/// Names in CSV files. Spreadsheets run a cell that begins like a formula; an apostrophe before it
/// makes it text again, for them and for readers of the file.
/// </summary>
internal static class CsvText
{
    /// <summary>What formulas begin with, and the mark itself, so that it can be taken off.
    /// </summary>
    private const string Risky = "=+-@\t\r\n'";

    public static string Guarded(string text) =>
        text.Length > 0 && Risky.Contains(text[0]) ? "'" + text : text;

    /// <summary>The name as it was before it was guarded.</summary>
    public static string Plain(string field) =>
        field.Length > 1 && field[0] == '\'' && Risky.Contains(field[1]) ? field[1..] : field;
}
