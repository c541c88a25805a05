using FragSim.Plots.Report;
using FragSim.Validation.Agreement;

namespace FragSim.Cli.Validation;

/// <summary>Verdicts as a page: charts and figures of the model beside the kernel's, and what the
/// model did.</summary>
internal static class ValidationPage
{
    /// <summary>Charts and tables are those of all recordings; what the model did is that of the
    /// first.</summary>
    public static byte[] Write(IReadOnlyList<Verdict> verdicts) => HtmlReport.Write(
        new ReportContent
        {
            Results = verdicts.FirstOrDefault(v => v.Policy is not null)?.Policy is { } policy
                ? [policy.Result] : [],
            Answer = string.Join("; ", verdicts.Select(
                v => $"{v.Recording} from {v.From}: {v.Sentence}")) + ".",
            Pictures = [.. verdicts.Select(ValidationPictures.ForPage).OfType<ReportPictures>()],
            Tables = [.. verdicts.SelectMany(Tables)],
        });

    private static IEnumerable<ReportTable> Tables(Verdict verdict) =>
        ValidationTables.Of(verdict).Select(table => new ReportTable(
            $"{verdict.Recording}: {table.Title}", [.. table.Header.Select(OneLine)],
            [.. table.Rows.Select(row => row.Select(OneLine).ToArray())]));

    private static string OneLine(string cell) => cell
        .Replace("-\n", "", StringComparison.Ordinal).Replace('\n', ' ');
}
