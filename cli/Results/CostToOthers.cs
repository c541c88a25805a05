using FragSim.Plots;
using FragSim.Sim.Results;

namespace FragSim.Cli.Results;

/// <summary>What strategies cost everybody else, the gravest cost first.</summary>
internal static class CostToOthers
{
    private static readonly (Func<RunResult, double> Measure, bool Higher)[] ByGravity =
    [
        (Measure.BaseFailures, false),
        (Measure.StallPerGrantedNs, false),
        (Measure.IdlePages, false),
        (Measure.CacheHitPct, true),
        (Measure.ReclaimedPages, false),
        (Measure.MigratedPages, false),
    ];

    /// <summary>Those that starve others: more of their small allocations fail than under the
    /// strategy where fewest do, beyond the paired interval.</summary>
    public static IReadOnlyList<StrategyScore> Starving(IReadOnlyList<StrategyScore> scores) =>
        [.. scores.Except(Leaders(scores, Measure.BaseFailures, higher: false))];

    /// <summary>The one that costs others least comes first: of those that a cost does not tell
    /// apart, the next cost decides.</summary>
    public static IReadOnlyList<StrategyScore> Ordered(IReadOnlyList<StrategyScore> scores)
    {
        List<StrategyScore> left = [.. scores], ordered = [];
        while (left.Count > 0)
        {
            ordered.Add(Cheapest(left)[0]);
            left.Remove(ordered[^1]);
        }
        return ordered;
    }

    /// <summary>Those that no cost tells from the one that costs others least.</summary>
    public static IReadOnlyList<StrategyScore> Cheapest(IReadOnlyList<StrategyScore> scores)
    {
        foreach ((Func<RunResult, double> measure, bool higher) in ByGravity)
        {
            if (Leaders(scores, measure, higher) is { Count: > 0 } leaders)
                scores = leaders;
        }
        return scores;
    }

    private static IReadOnlyList<StrategyScore> Leaders(
        IReadOnlyList<StrategyScore> scores, Func<RunResult, double> measure, bool higher) =>
        [.. SeedContest.Leaders([.. scores.Select(s => s.By(measure))], higher)
            .Select(i => scores[i])];
}
