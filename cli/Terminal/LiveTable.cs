using FragSim.Cli.Results;
using FragSim.Cli.Runs;
using FragSim.Plots.Style;
using FragSim.Sim.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Terminal;

/// <summary>The table of a comparison while it runs: how far each strategy is, and what its seeds
/// that have ended say.</summary>
internal static class LiveTable
{
    private const int BarWidth = 24;

    public static IRenderable Of(RunPlan plan, RunProgress progress)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn("strategy");
        table.AddColumn(new TableColumn("").Width(BarWidth).NoWrap());
        foreach (string head in (string[])["seeds", "success %", "wait per page", "migrated MiB"])
            table.AddColumn(new TableColumn(head).RightAligned().NoWrap());
        foreach (string strategy in plan.Strategies)
            table.AddRow(Row(plan, progress, strategy));
        return table;
    }

    private static IEnumerable<IRenderable> Row(
        RunPlan plan, RunProgress progress, string strategy)
    {
        int[] cells = [.. Enumerable.Range(0, plan.Cells.Count)
            .Where(i => plan.Cells[i].Strategy == strategy)];
        RunResult[] ended = [.. cells.Select(progress.ResultOf).OfType<RunResult>()];
        double Mean(Func<RunSummary, double> value) =>
            SeedStatistics.Of(ended.Select(r => value(r.Summary))).Mean;
        return
        [
            new Text(strategy),
            Bar(cells.Average(progress.FractionOf), cells.Max(progress.ReachedBy)),
            new Text($"{ended.Length}/{cells.Length}"),
            new Text(Units.Percent(Mean(s => s.SuccessPct))),
            new Text(Units.Time(Mean(s => s.StallPerGrantedNs))),
            new Text(Units.MiB(Mean(s => s.PagesMigrated))),
        ];
    }

    /// <summary>Where the length of the run is not known, the simulated time reached.</summary>
    private static IRenderable Bar(double fraction, long reachedNs)
    {
        if (fraction == 0 && reachedNs > 0)
            return new Text($"at {Units.Time(reachedNs)}", new Style(Color.Grey));
        int done = (int)(fraction * BarWidth);
        Style style = fraction >= 1 ? new Style(Color.Green) : new Style(Color.SteelBlue1);
        Paragraph bar = new();
        bar.Append(new string('━', done), style);
        bar.Append(new string('╌', BarWidth - done), new Style(Color.Grey));
        return bar;
    }
}
