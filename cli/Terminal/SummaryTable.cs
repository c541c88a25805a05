using FragSim.Cli.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Terminal;

/// <summary>The table of a comparison: what was had, and what it cost. One table where the
/// terminal is wide enough, two where it is not.</summary>
internal static class SummaryTable
{
    private const int Gap = 2;

    /// <summary>Longer names of composed strategies continue on a line of their own.</summary>
    private const int LongestName = 20;

    public static IRenderable Of(
        IReadOnlyList<StrategyScore> scores, string? baseline, int width)
    {
        List<SummaryColumn> had =
        [
            new("success\n%", s => s.SuccessPct.Mean, Best.Highest)
            {
                Text = s => WithInterval(s.SuccessPct, Units.Percent(s.SuccessPct.Mean)),
            },
            new("oracle\n%", s => s.OraclePct.Mean, Best.None),
            new("stall\np50", s => s.StallP50Ns, Best.Lowest) { Unit = Units.Time },
            new("stall\np99", s => s.StallP99Ns, Best.Lowest) { Unit = Units.Time },
            new("stall\nmax", s => s.StallMaxNs, Best.Lowest) { Unit = Units.Time },
        ];
        if (baseline is not null)
        {
            SummaryColumn versus = new("against\nbaseline %", s => s.SuccessPct.Mean, Best.None)
            {
                Text = s => s.Strategy == baseline ? "baseline" : Signed(s.VersusBaseline!.Value),
            };
            had.Insert(1, versus);
        }
        SummaryColumn[] cost =
        [
            new("migrated\nMiB", s => s.MigratedPages, Best.None) { Unit = Units.MiB },
            new("reclaimed\nMiB", s => s.ReclaimedPages, Best.None) { Unit = Units.MiB },
            new("idle\nMiB", s => s.IdlePages, Best.None) { Unit = Units.MiB },
            new("cache\nhit %", s => s.CacheHitPct, Best.Highest),
            new("base\nfailures", s => s.BaseFailures, Best.Lowest) { Unit = Units.Count },
        ];
        SummaryColumn[] all = [.. had, .. cost];
        return Width(all, scores) <= width
            ? Table(all, scores)
            : new Rows(Table(had, scores), Table(cost, scores));
    }

    /// <summary>Success phase by phase, for workloads that have more than one.</summary>
    public static IRenderable? ByPhase(IReadOnlyList<StrategyScore> scores)
    {
        string[] phases = [.. scores.SelectMany(s => s.Phases).Select(p => p.Phase).Distinct()];
        if (phases.Length < 2)
            return null;
        SummaryColumn[] columns = [.. phases.Select(phase => new SummaryColumn(
            $"{phase}\n%",
            s => s.Phases.FirstOrDefault(p => p.Phase == phase)?.SuccessPct.Mean ?? double.NaN,
            Best.Highest))];
        return Table(columns, scores);
    }

    private static Table Table(
        IReadOnlyList<SummaryColumn> columns, IReadOnlyList<StrategyScore> scores)
    {
        Table table = new() { Border = TableBorder.Simple, ShowRowSeparators = false };
        table.AddColumn(new TableColumn(new Text("\nstrategy")).NoWrap().Padding(0, 0));
        foreach (SummaryColumn column in columns)
        {
            Text header = new(column.HeaderBesideMark(scores));
            table.AddColumn(
                new TableColumn(header).RightAligned().NoWrap().Padding(Gap - 1, 0, 0, 0));
        }
        foreach (StrategyScore score in scores)
        {
            IEnumerable<IRenderable> cells = columns.Select(c => c.Cell(score, scores));
            table.AddRow([new Text(Folded(score.Strategy)), .. cells]);
        }
        return table;
    }

    private static int Width(
        IEnumerable<SummaryColumn> columns, IReadOnlyList<StrategyScore> scores) =>
        // The border keeps one column free at either side.
        2 + scores.Max(s => Folded(s.Strategy).Split('\n').Max(line => line.Length))
            + columns.Sum(c => Gap + c.Width(scores));

    private static string Folded(string strategy) => strategy.Length <= LongestName
        ? strategy
        : strategy.Replace("+", "+\n ", StringComparison.Ordinal);

    private static string WithInterval(SeedMean mean, string text) =>
        double.IsNaN(mean.HalfWidth) ? text : $"{text} ±{Units.Percent(mean.HalfWidth),4}";

    private static string Signed(SeedMean mean) => WithInterval(
        mean, mean.Mean < 0 ? Units.Percent(mean.Mean) : "+" + Units.Percent(mean.Mean));
}
