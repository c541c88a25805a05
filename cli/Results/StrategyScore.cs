using FragSim.Sim.Results;

namespace FragSim.Cli.Results;

/// <summary>One strategy over all its seeds. Stalls are medians over seeds, the longest stall is
/// the longest of all; the rest are means.</summary>
internal sealed record StrategyScore
{
    public required string Strategy { get; init; }
    public required int Seeds { get; init; }
    public required SeedMean SuccessPct { get; init; }
    public required SeedMean OraclePct { get; init; }

    /// <summary>Success minus that of the baseline, seed by seed; null without a baseline.
    /// </summary>
    public required SeedMean? VersusBaseline { get; init; }

    public required double StallP50Ns { get; init; }
    public required double StallP99Ns { get; init; }
    public required double StallMaxNs { get; init; }
    public required double MigratedPages { get; init; }
    public required double ReclaimedPages { get; init; }

    /// <summary>Pages set aside at boot that nobody used, on average over the run.</summary>
    public required double IdlePages { get; init; }

    public required double CacheHitPct { get; init; }
    public required double BaseFailures { get; init; }
    public required IReadOnlyList<PhaseScore> Phases { get; init; }

    /// <summary>A score for each strategy, in the order of the results.</summary>
    public static IReadOnlyList<StrategyScore> Of(
        IReadOnlyList<RunResult> results, string? baseline)
    {
        ILookup<string, RunResult> runs = results.ToLookup(r => r.Key.Strategy);
        RunResult[]? reference = baseline is null ? null : [.. runs[baseline]];
        return [.. runs.Select(r => Of(r.Key, [.. r], reference))];
    }

    private static StrategyScore Of(string strategy, RunResult[] runs, RunResult[]? baseline)
    {
        double Mean(Func<RunSummary, double> value) =>
            SeedMean.Of(runs.Select(r => value(r.Summary))).Mean;
        double Median(Func<RunSummary, double> value) =>
            SeedMean.Of(runs.Select(r => value(r.Summary))).Median;
        return new StrategyScore
        {
            Strategy = strategy,
            Seeds = runs.Length,
            SuccessPct = SeedMean.Of(runs.Select(r => r.Summary.SuccessPct)),
            OraclePct = SeedMean.Of(runs.Select(r => r.Summary.OraclePct)),
            VersusBaseline = baseline is null ? null : SeedMean.Of(runs.Zip(
                baseline, (run, reference) =>
                    run.Summary.SuccessPct - reference.Summary.SuccessPct)),
            StallP50Ns = Median(s => s.StallP50Ns),
            StallP99Ns = Median(s => s.StallP99Ns),
            StallMaxNs = runs.Max(r => r.Summary.StallMaxNs),
            MigratedPages = Mean(s => s.PagesMigrated),
            ReclaimedPages = Mean(s => s.PagesReclaimed),
            IdlePages = SeedMean.Of(runs.Select(IdlePagesOf)).Mean,
            CacheHitPct = Mean(s => s.CacheHitPct),
            BaseFailures = Mean(s => s.BaseFailures),
            Phases = PhaseScore.Of(runs),
        };
    }

    private static double IdlePagesOf(RunResult run) =>
        run.EndNs == 0 ? 0 : run.Summary.ReservedIdlePageSeconds / (run.EndNs / 1e9);
}
