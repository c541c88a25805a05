using FragSim.Cli.Results;
using FragSim.Plots.Style;
using FragSim.Sim.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Terminal;

/// <summary>The table of a comparison: what was granted, and what it cost. One table where the
/// terminal is wide enough, two where it is not.</summary>
internal static class SummaryTable
{
    public static IRenderable Of(
        IReadOnlyList<StrategyScore> scores, string? baseline, int width)
    {
        string[] names = [.. scores.Select(s => NamedTable.Folded(s.Strategy))];
        StarredCells[] granted = [.. Granted(scores, baseline).Select(c => c.Cells(scores))];
        StarredCells[] cost = [.. Cost().Select(c => c.Cells(scores))];
        StarredCells[] all = [.. granted, .. cost];
        return NamedTable.Width(names, all) <= width
            ? NamedTable.Of("strategy", names, all)
            : new Rows(
                NamedTable.Of("strategy", names, granted), NamedTable.Of("strategy", names, cost));
    }

    private static List<SummaryColumn> Granted(
        IReadOnlyList<StrategyScore> scores, string? baseline)
    {
        List<SummaryColumn> columns =
        [
            new("success\n%", Measure.SuccessPct)
            {
                Star = Star.Highest,
                Text = s => WithInterval(s.Over(Measure.SuccessPct), ""),
            },
            new("bound\n%", Measure.BoundPct),
            Wait("granted", r => r.Summary.StallGranted),
            Wait("refused", r => r.Summary.StallRefused),
            new("wait per\ngranted\npage", Measure.StallPerGrantedNs) { Unit = Units.Time },
        ];
        if (scores.FirstOrDefault(s => s.Strategy == baseline) is { } reference)
        {
            columns.Insert(1, new SummaryColumn("against\nbaseline %", Measure.SuccessPct)
            {
                Text = s => s == reference ? "baseline" : WithInterval(
                    s.By(Measure.SuccessPct).Minus(reference.By(Measure.SuccessPct)), "+"),
            });
        }
        return columns;
    }

    private static SummaryColumn[] Cost() =>
    [
        new("failed\nbase\npages", Measure.BaseFailures)
        {
            Star = Star.Lowest,
            Unit = Units.Count,
        },
        new("idle\nMiB", Measure.IdlePages) { Unit = Units.MiB },
        new("cache\nhit %", Measure.CacheHitPct) { Star = Star.Highest },
        new("reclaimed\nMiB", Measure.ReclaimedPages) { Unit = Units.MiB },
        new("migrated\nMiB", Measure.MigratedPages) { Unit = Units.MiB },
    ];

    /// <summary>Medians over seeds. No wait has a star: who fails at once waits least.</summary>
    private static SummaryColumn Wait(string outcome, Func<RunResult, StallSpread> stalls) =>
        new($"wait\n{outcome}\np50/p99", run => stalls(run).P50Ns)
        {
            Text = s => Tight(s.Over(run => stalls(run).P50Ns).Median) + "/"
                + Tight(s.Over(run => stalls(run).P99Ns).Median),
        };

    private static string Tight(double ns) =>
        Units.Time(ns).Replace(" ", "", StringComparison.Ordinal);

    private static string WithInterval(SeedStatistics seeds, string plus)
    {
        string text = (seeds.Mean >= 0 ? plus : "") + Units.Percent(seeds.Mean);
        return double.IsNaN(seeds.HalfWidth95)
            ? text : $"{text} ±{Units.Percent(seeds.HalfWidth95),4}";
    }
}
