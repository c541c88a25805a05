using System.Text;
using FragSim.Validation.Agreement;
using Spectre.Console;

namespace FragSim.Cli.Validation;

/// <summary>Verdicts for people: on a terminal, or as Markdown for a page.</summary>
internal static class ValidationReport
{
    public static void WriteTables(IReadOnlyList<Verdict> verdicts, IAnsiConsole console)
    {
        foreach (Verdict verdict in verdicts)
        {
            console.WriteLine($"{verdict.Recording} from {verdict.From}: {verdict.Sentence}"
                + $" ({ValidationTable.Missed} marks the others)");
            foreach (ValidationTable table in ValidationTables.Of(verdict))
                Write(table, console);
        }
        if (verdicts.Count > 1)
            console.WriteLine(Total(verdicts));
    }

    /// <summary>One table on a terminal.</summary>
    public static void Write(ValidationTable table, IAnsiConsole console)
    {
        console.WriteLine();
        console.WriteLine(table.Title);
        console.Write(Rendered(table));
        if (table.Note is { } note)
            console.WriteLine(note);
    }

    public static string Markdown(IReadOnlyList<Verdict> verdicts)
    {
        StringBuilder text = new();
        if (verdicts.Count > 1)
            text.Append(Total(verdicts)).Append(".\n");
        foreach (Verdict verdict in verdicts)
        {
            text.Append($"\n### {verdict.Recording}, from {verdict.From}\n\n");
            text.Append(verdict.Sentence).Append(".\n");
            foreach (ValidationTable table in ValidationTables.Of(verdict))
                Append(text, table);
        }
        return text.ToString();
    }

    /// <summary>One table in Markdown.</summary>
    public static void Append(StringBuilder text, ValidationTable table)
    {
        text.Append($"\n{table.Title}:\n\n");
        AppendRow(text, table.Header);
        AppendRow(text, [.. table.Header.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (IReadOnlyList<string> row in table.Rows)
            AppendRow(text, row);
        if (table.Note is { } note)
            text.Append('\n').Append(note).Append('\n');
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(OneLine))
            .Append(" |\n");

    private static string OneLine(string cell) => cell.Trim()
        .Replace("-\n", "", StringComparison.Ordinal).Replace('\n', ' ');

    private static Table Rendered(ValidationTable table)
    {
        Table rendered = new() { Border = TableBorder.Simple, ShowRowSeparators = false };
        for (int i = 0; i < table.Header.Count; i++)
        {
            TableColumn column = new TableColumn(new Text(table.Header[i])).NoWrap()
                .Padding(Math.Min(i, 1), 0, 0, 0);
            rendered.AddColumn(i == 0 ? column : column.RightAligned());
        }
        foreach (IReadOnlyList<string> row in table.Rows)
            rendered.AddRow(row.Select(cell => new Text(cell)));
        return rendered;
    }

    private static string Total(IReadOnlyList<Verdict> verdicts) =>
        $"{verdicts.Sum(v => v.Checks.Count(c => c.Met))} of "
        + $"{verdicts.Sum(v => v.Checks.Count)} checks met in {verdicts.Count} recordings";
}
