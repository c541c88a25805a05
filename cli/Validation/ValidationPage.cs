using FragSim.Plots.Report;

namespace FragSim.Cli.Validation;

/// <summary>Verdicts as a page: what the model did, and its figures beside the kernel's.</summary>
internal static class ValidationPage
{
    /// <summary>The pictures are those of the first recording, the tables those of all.</summary>
    public static byte[] Write(IReadOnlyList<Verdict> verdicts) => HtmlReport.Write(
        new ReportContent
        {
            Results = verdicts.FirstOrDefault(v => v.Policy is not null)?.Policy is { } policy
                ? [policy.Result] : [],
            Answer = string.Join("; ", verdicts.Select(
                v => $"{v.Recording} from {v.From}: {v.Sentence}")) + ".",
            Tables = [.. verdicts.SelectMany(Tables)],
        });

    private static IEnumerable<ReportTable> Tables(Verdict verdict) =>
        ValidationTables.Of(verdict).Select(table => new ReportTable(
            $"{verdict.Recording}: {table.Title}", [.. table.Header.Select(OneLine)],
            [.. table.Rows.Select(row => row.Select(OneLine).ToArray())]));

    private static string OneLine(string cell) => cell
        .Replace("-\n", "", StringComparison.Ordinal).Replace('\n', ' ');
}
