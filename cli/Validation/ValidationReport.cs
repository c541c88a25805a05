using System.Text;
using FragSim.Workloads.Validation;
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
            foreach (ValidationTable table in ValidationTable.Of(verdict))
            {
                console.WriteLine();
                console.WriteLine(table.Title);
                console.Write(Rendered(table));
            }
            if (verdict.Events is { } events)
                console.WriteLine(Sentence(events));
        }
        if (verdicts.Count > 1)
            console.WriteLine(Total(verdicts));
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
            foreach (ValidationTable table in ValidationTable.Of(verdict))
                Append(text, table);
            if (verdict.Events is { } events)
                text.Append('\n').Append(Sentence(events)).Append('\n');
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, ValidationTable table)
    {
        text.Append($"\n{table.Title}:\n\n");
        AppendRow(text, table.Header);
        AppendRow(text, [.. table.Header.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (IReadOnlyList<string> row in table.Rows)
            AppendRow(text, row);
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static Table Rendered(ValidationTable table)
    {
        Table rendered = new() { Border = TableBorder.Simple, ShowRowSeparators = false };
        for (int i = 0; i < table.Header.Count; i++)
        {
            TableColumn column = new TableColumn(new Text(table.Header[i])).NoWrap()
                .Padding(i == 0 ? 0 : 1, 0, 0, 0);
            rendered.AddColumn(i == 0 ? column : column.RightAligned());
        }
        foreach (IReadOnlyList<string> row in table.Rows)
            rendered.AddRow(row.Select(cell => new Text(cell)));
        return rendered;
    }

    private static string Total(IReadOnlyList<Verdict> verdicts) =>
        $"{verdicts.Sum(v => v.Checks.Count(c => c.Met))} of "
        + $"{verdicts.Sum(v => v.Checks.Count)} checks met in {verdicts.Count} recordings";

    private static string Sentence(EventLevel level)
    {
        ListTally tally = level.Tally;
        return FormattableString.Invariant(
            $"{level.Differ} of {level.FreeBlocks} free blocks differ; {tally.TakesOfHead} of ")
            + FormattableString.Invariant(
                $"{tally.Takes} blocks taken were the modelled list's head; ")
            + FormattableString.Invariant($"{tally.Captured} captured by compaction, ")
            + FormattableString.Invariant($"{tally.Settled} freed and ")
            + FormattableString.Invariant($"{tally.AllocatedUnseen} allocated without an event, ")
            + FormattableString.Invariant($"{tally.Surprises} events contradicted the lists.");
    }
}
