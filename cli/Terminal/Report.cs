using FragSim.Cli.Files;
using FragSim.Cli.Results;
using FragSim.Cli.Runs;
using FragSim.Sim.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Terminal;

/// <summary>What a finished comparison says: on standard output what was asked for, on standard
/// error where the files are.</summary>
internal static class Report
{
    public static void Write(Comparison comparison, IReadOnlyList<RunResult> results)
    {
        IReadOnlyList<StrategyScore> scores = StrategyScore.Of(results);
        using Stream output = StandardStreams.Output();
        if (comparison.Format == OutputFormat.Json)
            output.Write(ResultsJson.Write(comparison, scores, results));
        else if (comparison.Format == OutputFormat.Csv)
            SummaryCsv.Write(output, results);
        else if (!comparison.Quiet)
        {
            IAnsiConsole console = Consoles.Output();
            WriteTable(comparison, scores, console);
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

    /// <summary>Of ranges above the largest free block there are few: what stands in each can be
    /// told.</summary>
    private static void WriteRefusals(IReadOnlyList<StrategyScore> scores, IAnsiConsole console)
    {
        IReadOnlyList<RangeFailures> ranges =
            RangeFailures.Of([.. scores.SelectMany(s => s.Runs)]);
        if ((FailureTable.Of(ranges) ?? RefusalTable.Of(scores)) is not { } why)
            return;
        console.WriteLine("Refused requests of all seeds by what stood in the way");
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
        string over = !comparison.Workload.IsRandom ? "nothing here is random: one run"
            : seeds == 1 ? "one seed: no interval"
            : $"{seeds} seeds, ± is the 95 % interval, * is best beyond it";
        int width = console.Profile.Width;
        console.WriteLine($"{comparison.WorkloadName}: huge pages of {pages}, {over}");
        console.WriteLine(
            "bound: the most that effort could grant from the memory that this strategy left");
        console.Write(SummaryTable.Of(scores, comparison.Baseline, width));
        IRenderable[] phases = [.. PhaseTable.Of(scores, width)];
        if (phases.Length > 0)
            console.WriteLine("Success phase by phase, in %");
        foreach (IRenderable table in phases)
            console.Write(table);
        WriteRefusals(scores, console);
        console.WriteLine(Answer.Of(scores));
    }
}
