using CsvHelper;
using FragSim.Cli.Files;
using FragSim.Plots;
using FragSim.Plots.Style;
using FragSim.Validation.Reproduction;

namespace FragSim.Cli.Reproduction;

/// <summary>What a reproduction leaves in its folder: every value, every verdict, a chart a
/// table.</summary>
internal static class TableFiles
{
    public static void Write(RunFolder folder, TableRun run)
    {
        folder.Write("values.csv", stream => WriteValues(stream, run));
        folder.Write("criteria.csv", stream => WriteCriteria(stream, run));
        for (int i = 0; i < run.Tables.Count; i++)
        {
            PublishedTable table = run.Tables[i];
            Outcomes outcomes = run.Outcomes[i];
            folder.Write($"charts/{table.Name}.png",
                stream => stream.Write(Chart(table, outcomes, ChartFormat.Png)));
            folder.Write($"charts/{table.Name}.svg",
                stream => stream.Write(Chart(table, outcomes, ChartFormat.Svg)));
        }
    }

    private static void WriteValues(Stream stream, TableRun run)
    {
        using CsvWriter csv = Start(
            stream, "table", "row", "experiment", "seed", "published", "simulated");
        foreach ((PublishedTable table, Outcomes outcomes) in run.Tables.Zip(run.Outcomes))
        {
            foreach ((TablePart part, Row row, int at) in Cells(table))
            {
                string experiment = part.Experiments[at].Name;
                IReadOnlyList<double> values = outcomes.Of(row.Name, experiment).Values;
                for (int seed = 0; seed < values.Count; seed++)
                {
                    csv.WriteField(table.Name);
                    csv.WriteField(row.Name);
                    csv.WriteField(experiment);
                    csv.WriteField((long)run.FirstSeed + seed);
                    csv.WriteNumber(row.Published[at]);
                    csv.WriteNumber(values[seed]);
                    csv.EndRecord();
                }
            }
        }
    }

    private static void WriteCriteria(Stream stream, TableRun run)
    {
        using CsvWriter csv = Start(
            stream, "table", "criterion", "must", "met", "text", "measured");
        foreach (Verdict verdict in run.Verdicts)
        {
            foreach ((Criterion criterion, Judgement judgement) in verdict.Judgements)
            {
                csv.WriteField(verdict.Table.Name);
                csv.WriteField(criterion.Number);
                csv.WriteField(criterion.Must ? "true" : "false");
                csv.WriteField(judgement.Met ? "true" : "false");
                csv.WriteField(criterion.Text);
                csv.WriteField(judgement.Measured);
                csv.EndRecord();
            }
        }
    }

    private static CsvWriter Start(Stream stream, params string[] columns)
    {
        CsvWriter csv = CsvWriter.Create(
            stream, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true);
        foreach (string column in columns)
            csv.WriteField(column);
        csv.EndRecord();
        return csv;
    }

    private static IEnumerable<(TablePart Part, Row Row, int At)> Cells(PublishedTable table) =>
        from part in table.Parts
        from row in part.Rows
        from at in Enumerable.Range(0, part.Experiments.Count)
        select (part, row, at);

    private static byte[] Chart(PublishedTable table, Outcomes outcomes, ChartFormat format) =>
        PublishedBars.Render(table.Name.ToLowerInvariant(), $"{table.Name}: {table.Title}",
            "Bars: simulated, mean and 95 % interval over seeds  ·  red lines: published",
            [.. from part in table.Parts
                from row in part.Rows
                select new PublishedMeasure(row.Name, row.Unit,
                    [.. part.Experiments.Select((e, i) => Bar(row, e.Name, i, outcomes))])],
            format);

    private static PublishedBar Bar(Row row, string experiment, int at, Outcomes outcomes)
    {
        SeedStatistics mean = SeedStatistics.Of(outcomes.Of(row.Name, experiment).Values);
        return new PublishedBar(experiment, row.Published[at], mean.Mean, mean.HalfWidth95);
    }
}
