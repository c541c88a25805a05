using FragSim.Plots;
using FragSim.Sim.Results;

namespace FragSim.Cli.Results;

/// <summary>Share of requests that a strategy granted, in percent.</summary>
/// <param name="Score">What all runs of the strategy came to.</param>
/// <param name="SharePct">Mean over the seeds, 0 to 100.</param>
/// <param name="Beats">More than the strategies to choose from, beyond the paired interval.</param>
internal sealed record Standing(StrategyScore Score, double SharePct, bool Beats)
{
    public string Strategy => Score.Strategy;
}

/// <summary>Which strategies grant most huge pages at one time.</summary>
/// <param name="When">Under load, at rest, over the whole run.</param>
/// <param name="Leaders">To choose from: those that starve no one and are not worse than the best
/// of these by the paired interval. The one that costs others least is first.</param>
/// <param name="Starving">Those that grant no less, and let small allocations of others fail for
/// it.</param>
/// <param name="Competitors">How many were compared.</param>
internal sealed record Finding(
    string When, IReadOnlyList<Standing> Leaders, IReadOnlyList<Standing> Starving,
    int Competitors)
{
    private static readonly (string When, string Phases)[] Times =
        [("under load", "load"), ("at rest", "rest")];

    /// <summary>One for each time that the workload has; none where no huge page was asked for.
    /// </summary>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<StrategyScore> scores)
    {
        StrategyScore[] field = [.. scores.Where(s => s.Competes)];
        IReadOnlyList<StrategyScore> starving = CostToOthers.Starving(field);
        Finding[] findings = [.. Times
            .Select(time => At(time.When, Measure.SuccessIn(time.Phases), field, starving))
            .OfType<Finding>()];
        return findings.Length > 0
            ? findings
            : At("over the whole run", Measure.SuccessPct, field, starving) is { } whole
                ? [whole] : [];
    }

    private static Finding? At(string when, Func<RunResult, double> success,
        StrategyScore[] all, IReadOnlyList<StrategyScore> starving)
    {
        (StrategyScore Score, SeedValues Share)[] field = [.. all
            .Select(s => (s, s.By(success))).Where(s => s.Item2.Statistics.Count > 0)];
        if (field.Length == 0)
            return null;
        var fair = field.Where(s => !starving.Contains(s.Score)).ToArray();
        var leaders = SeedContest.Leaders([.. fair.Select(s => s.Share)], higher: true)
            .Select(i => fair[i]).ToArray();
        SeedValues? best = leaders.MaxBy(s => s.Share.Statistics.Mean).Share;
        double most = best?.Statistics.Mean ?? 0;
        return new Finding(
            when,
            [.. CostToOthers.Ordered([.. leaders.Select(s => s.Score)]).Select(score =>
                new Standing(score, score.Over(success).Mean, Beats: false))],
            [.. field.Except(fair)
                .Where(s => s.Share.Statistics.Mean >= most)
                .Select(s => new Standing(s.Score, s.Share.Statistics.Mean,
                    best is null || SeedContest.IsWorse(best, s.Share, higher: true)))],
            field.Length);
    }
}
