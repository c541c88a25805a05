using System.Text;
using FragSim.Plots.Style;
using FragSim.Validation.Reproduction;
using Spectre.Console;

namespace FragSim.Cli.Reproduction;

/// <summary>Published beside simulated: on a terminal, or as Markdown for a page.</summary>
internal static class TableReport
{
    public static void WriteTables(TableRun run, IAnsiConsole console)
    {
        foreach ((Verdict verdict, Outcomes outcomes) in run.Verdicts.Zip(run.Outcomes))
        {
            console.WriteLine($"{verdict.Table.Name}: {verdict.Table.Title} "
                + $"({verdict.Table.Source}); {run.Seeds} seeds, published, then simulated");
            foreach (TablePart part in verdict.Table.Parts)
            {
                console.WriteLine();
                console.WriteLine(part.Title);
                console.Write(Rendered(Header(part), Rows(part, outcomes)));
            }
            console.WriteLine();
            console.Write(Rendered(["", "", "criterion", "measured"],
                [.. verdict.Judgements.Select(Cells)]));
            console.WriteLine(verdict.Sentence + ".");
            console.WriteLine();
        }
    }

    public static string Markdown(TableRun run)
    {
        StringBuilder text = new(ResultsPage.Introduction(run.Seeds));
        foreach ((Verdict verdict, Outcomes outcomes) in run.Verdicts.Zip(run.Outcomes))
        {
            text.Append($"\n## {verdict.Table.Name}: {verdict.Table.Title}\n\n");
            text.Append($"{verdict.Table.Source}.\n**{verdict.Sentence}.**\n");
            foreach (TablePart part in verdict.Table.Parts)
            {
                text.Append($"\n{part.Title}. {part.Setup}\n\n");
                Append(text, Header(part), Rows(part, outcomes));
            }
            text.Append('\n');
            Append(text, ["", "", "criterion", "measured (medians)"],
                verdict.Judgements.Select(Cells));
        }
        return text.ToString();
    }

    private static string[] Header(TablePart part) => ["", .. part.Experiments.Select(e => e.Name)];

    private static IEnumerable<string[]> Rows(TablePart part, Outcomes outcomes) =>
        part.Rows.Select(row => (string[])
        [
            $"{row.Name}, {row.Unit}",
            .. part.Experiments.Select(
                (e, i) => Cell(row.Published[i], outcomes.Of(row.Name, e.Name))),
        ]);

    private static string Cell(double published, Series simulated)
    {
        SeedStatistics mean = SeedStatistics.Of(simulated.Values);
        string spread = double.IsNaN(mean.HalfWidth95)
            ? "" : $" ± {Series.Number(mean.HalfWidth95)}";
        string before = double.IsNaN(published) ? "" : $"{Series.Number(published)} | ";
        return $"{before}{Series.Number(mean.Mean)}{spread}";
    }

    private static string[] Cells((Criterion Criterion, Judgement Judgement) judged) =>
    [
        judged.Criterion.Number + (judged.Criterion.Must ? " (M)" : ""),
        judged.Judgement.Met ? "met" : "missed",
        judged.Criterion.Text,
        judged.Judgement.Measured,
    ];

    private static Table Rendered(string[] header, IEnumerable<string[]> rows)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string cell in header)
            table.AddColumn(new TableColumn(new Text(cell)));
        foreach (string[] row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        return table;
    }

    private static void Append(
        StringBuilder text, string[] header, IEnumerable<string[]> rows)
    {
        AppendRow(text, header);
        AppendRow(text, [.. header.Select(_ => "---")]);
        foreach (string[] row in rows)
            AppendRow(text, row);
    }

    private static void AppendRow(StringBuilder text, string[] cells) => text.Append("| ")
        .AppendJoin(" | ", cells.Select(c => c.Replace(" | ", " → ", StringComparison.Ordinal)))
        .Append(" |\n");
}
