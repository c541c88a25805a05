using FragSim.Cli.Files;
using FragSim.Cli.Runs;
using FragSim.Sim.Results;

namespace FragSim.Cli.Results;

/// <summary>What <c>--format json</c> writes to standard output: the answer, a score for each
/// strategy, and a line for each run under the names of summary.csv.</summary>
internal static class ResultsJson
{
    public static byte[] Write(
        Comparison comparison, IReadOnlyList<StrategyScore> scores,
        IReadOnlyList<RunResult> results) => Json.Write(new
        {
            Fragsim = Json.Version,
            comparison.Command,
            Workload = comparison.WorkloadName,
            comparison.Baseline,
            comparison.Folder,
            comparison.Options.HugeOrder,
            Answer = Answer.Of(scores),
            Strategies = scores.Select(Score),
            Runs = results.Select(Run),
        });

    private static object Score(StrategyScore score) => new
    {
        score.Strategy,
        score.Seeds,
        SuccessPct = Mean(score.SuccessPct),
        OraclePct = Mean(score.OraclePct),
        VersusBaselinePct = score.VersusBaseline is { } versus ? Mean(versus) : null,
        StallP50Ns = Json.Known(score.StallP50Ns),
        StallP99Ns = Json.Known(score.StallP99Ns),
        StallMaxNs = Json.Known(score.StallMaxNs),
        PagesMigrated = Json.Known(score.MigratedPages),
        PagesReclaimed = Json.Known(score.ReclaimedPages),
        ReservedIdlePages = Json.Known(score.IdlePages),
        CacheHitPct = Json.Known(score.CacheHitPct),
        BaseFailures = Json.Known(score.BaseFailures),
        Phases = score.Phases.Select(p => new
        {
            p.Phase,
            SuccessPct = Mean(p.SuccessPct),
            OraclePct = Mean(p.OraclePct),
        }),
    };

    private static object Mean(SeedMean mean) => new
    {
        Mean = Json.Known(mean.Mean),
        Ci95 = Json.Known(mean.HalfWidth),
        Median = Json.Known(mean.Median),
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
