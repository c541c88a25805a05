using FragSim.Cli.Files;
using FragSim.Cli.Results;
using FragSim.Cli.Runs;
using FragSim.Sim.Results;
using Spectre.Console;

namespace FragSim.Cli.Terminal;

/// <summary>What a finished comparison says: on standard output what was asked for, on standard
/// error where the files are.</summary>
internal static class Report
{
    public static void Write(Comparison comparison, IReadOnlyList<RunResult> results)
    {
        IReadOnlyList<StrategyScore> scores = StrategyScore.Of(results, comparison.Baseline);
        using Stream output = StandardStreams.Output();
        if (comparison.Format == OutputFormat.Json)
            output.Write(ResultsJson.Write(comparison, scores, results));
        else if (comparison.Format == OutputFormat.Csv)
            SummaryCsv.Write(output, results);
        else if (!comparison.Quiet)
        {
            IAnsiConsole console = Consoles.Output();
            WriteTable(comparison, scores, console);
            WriteFailures(comparison, results, console);
        }

        // Standard output is for machines where they asked for it.
        if (comparison.Map)
        {
            TextMap.Write(results, comparison.Format == OutputFormat.Table
                ? Consoles.Output() : Consoles.Error());
        }
        if (!comparison.Quiet)
            Console.Error.WriteLine(Whereabouts(comparison));
    }

    /// <summary>Ranges as large as these are few: what stands in each can be told.</summary>
    private static void WriteFailures(
        Comparison comparison, IReadOnlyList<RunResult> results, IAnsiConsole console)
    {
        if (FailureTable.Of(RangeFailures.Of(results)) is not { } why)
            return;
        console.WriteLine();
        console.WriteLine(
            $"Why huge pages of {HugePage.SizeOf(comparison.Options.HugeOrder)} were not had");
        console.Write(why);
    }

    private static string Whereabouts(Comparison comparison) => comparison.Charts
        ? $"Everything is in {comparison.Folder}/; open report.html there to look at it."
        : $"Everything is in {comparison.Folder}/ (see manifest.json).";

    public static void WriteTable(
        Comparison comparison, IReadOnlyList<StrategyScore> scores, IAnsiConsole console)
    {
        string pages = HugePage.SizeOf(comparison.Options.HugeOrder).ToString();
        int seeds = comparison.Plan.Seeds.Count;
        string over = seeds == 1 ? "one seed" : $"{seeds} seeds, ± is the 95 % interval";
        console.WriteLine(
            $"{comparison.WorkloadName}: huge pages of {pages}, {over}, * is the best");
        console.Write(SummaryTable.Of(scores, comparison.Baseline, console.Profile.Width));
        if (SummaryTable.ByPhase(scores) is { } phases)
        {
            console.WriteLine("Success phase by phase");
            console.Write(phases);
        }
        console.WriteLine(Answer.Of(scores));
    }
}
