using FragSim.Cli.Results;
using FragSim.Cli.Runs;
using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files;

/// <summary>What <c>--format json</c> writes to standard output: the answer in words and by name, a
/// score for each strategy, and a line for each run under the names of summary.csv. A
/// <c>bound_pct</c> holds for the memory that this strategy left, and is no bound for another.
/// </summary>
internal static class ResultsJson
{
    public static byte[] Write(
        Comparison comparison, IReadOnlyList<StrategyScore> scores,
        IReadOnlyList<RunResult> results)
    {
        IReadOnlyList<PhaseScore> phases = PhaseScore.Of(scores);
        StrategyScore? baseline = scores.FirstOrDefault(s => s.Strategy == comparison.Baseline);
        return Json.Write(new
        {
            Fragsim = Json.Version,
            comparison.Command,
            Workload = comparison.WorkloadName,
            Random = comparison.Workload.IsRandom,
            comparison.Baseline,
            comparison.Folder,
            comparison.Options.HugeOrder,
            Answer = Answer.Of(scores),
            Findings = Finding.Of(scores).Select(f => new
            {
                f.When,
                Leaders = f.Leaders.Select(Shown),
                Starving = f.Starving.Select(Shown),
            }),
            Strategies = scores.Select((s, i) => Score(s, baseline, phases, i)),
            Runs = results.Select(Run),
        });
    }

    private static object Shown(Standing standing) => new
    {
        standing.Strategy,
        SuccessPct = Json.Known(standing.SharePct),
    };

    private static object Score(StrategyScore score, StrategyScore? baseline,
        IReadOnlyList<PhaseScore> phases, int place) => new
        {
            score.Strategy,
            score.Seeds,
            SuccessPct = Mean(score.Over(Measure.SuccessPct)),
            BoundPct = Mean(score.Over(Measure.BoundPct)),
            VersusBaselinePct = baseline is null ? null : Mean(
                score.By(Measure.SuccessPct).Minus(baseline.By(Measure.SuccessPct))),
            BaseFailures = Mean(score.Over(Measure.BaseFailures)),
            StallGranted = Spread(score, run => run.Summary.StallGranted),
            StallRefused = Spread(score, run => run.Summary.StallRefused),
            StallPerGrantedNs = Mean(score.Over(Measure.StallPerGrantedNs)),
            ReservedIdlePages = Json.Known(score.Over(Measure.IdlePages).Mean),
            CacheHitPct = Mean(score.Over(Measure.CacheHitPct)),
            PagesReclaimed = Json.Known(score.Over(Measure.ReclaimedPages).Mean),
            PagesMigrated = Json.Known(score.Over(Measure.MigratedPages).Mean),
            Refused = Refused(Refusals.Of(score)),
            Phases = phases.Where(p => p.SuccessPct[place].Statistics.Count > 0).Select(p => new
            {
                p.Phase,
                SuccessPct = Mean(p.SuccessPct[place].Statistics),
                BoundPct = Mean(p.BoundPct[place].Statistics),
            }),
        };

    /// <summary>Medians over seeds; the longest is the longest of all.</summary>
    private static object Spread(StrategyScore score, Func<RunResult, StallSpread> stalls) => new
    {
        P50Ns = Json.Known(score.Over(run => stalls(run).P50Ns).Median),
        P99Ns = Json.Known(score.Over(run => stalls(run).P99Ns).Median),
        MaxNs = Json.Known(score.Runs.Max(run => stalls(run).MaxNs)),
    };

    private static object Refused(Refusals refusals) => new
    {
        Requests = refusals.Refused,
        ByCause = refusals.ByCause.ToDictionary(
            c => RequestsCsv.Name(c.Cause), c => c.Requests),
    };

    private static object Mean(SeedStatistics seeds) => new
    {
        Mean = Json.Known(seeds.Mean),
        Ci95 = Json.Known(seeds.HalfWidth95),
        Median = Json.Known(seeds.Median),
    };

    private static Dictionary<string, object?> Run(RunResult result)
    {
        Dictionary<string, object?> row = new()
        {
            ["workload"] = result.Key.Workload,
            ["strategy"] = result.Key.Strategy,
            ["seed"] = result.Key.Seed,
        };
        foreach ((string name, Func<RunResult, object> value) in SummaryCsv.Columns)
            row[name] = value(result) is double number ? Json.Known(number) : value(result);
        return row;
    }
}
