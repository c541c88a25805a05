using FragSim.Cli.Terminal;

namespace FragSim.Cli.Results;

/// <summary>The sentence that a comparison was made for: who gives most huge pages, under load and at
/// rest, and what the winners cost.</summary>
internal static class Answer
{
    public static string Of(IReadOnlyList<StrategyScore> scores)
    {
        List<(string When, string[] Winners, string Share)> found = [];
        foreach ((string when, string prefix) in new[] { ("under load", "load"), ("at rest", "rest") })
        {
            if (scores.Any(s => s.Phases.Any(p => Belongs(p, prefix))))
                found.Add(Best(scores, when, s => PhaseMean(s, prefix)));
        }
        if (found.Count == 0)
            found.Add(Best(scores, "over the whole run", s => s.SuccessPct.Mean));

        string clauses = string.Join("; ", found.Select(f => f.Winners.Length == 0
            ? $"{f.When} no strategy gives any huge page"
            : $"{f.When} {Listed(f.Winners)} {Gives(f.Winners)} {f.Share}"));
        string[] winners = [.. found.SelectMany(f => f.Winners).Distinct()];
        string costs = string.Join("; ", scores
            .Where(s => winners.Contains(s.Strategy)).Select(Cost));
        string answer = $"{char.ToUpperInvariant(clauses[0])}{clauses[1..]}.";
        return costs.Length == 0 ? answer : $"{answer} The cost: {costs}.";
    }

    private static (string, string[], string) Best(
        IReadOnlyList<StrategyScore> scores, string when, Func<StrategyScore, double> success)
    {
        double best = scores.Max(s => double.IsNaN(success(s)) ? 0 : success(s));
        string[] winners = best == 0
            ? []
            : [.. scores.Where(s => success(s) >= best - 0.05).Select(s => s.Strategy)];
        return (when, winners, $"most ({Units.Percent(best)} % of requests)");
    }

    private static bool Belongs(PhaseScore phase, string prefix) =>
        phase.Phase.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static double PhaseMean(StrategyScore score, string prefix) => SeedMean.Of(
        score.Phases.Where(p => Belongs(p, prefix)).Select(p => p.SuccessPct.Mean)).Mean;

    private static string Gives(string[] names) => names.Length == 1 ? "gives" : "give";

    private static string Listed(string[] names) => names.Length == 1
        ? names[0]
        : $"{string.Join(", ", names[..^1])} and {names[^1]}";

    private static string Cost(StrategyScore score)
    {
        List<string> parts = [];
        if (score.IdlePages >= 0.5)
            parts.Add($"keeps {Units.MiB(score.IdlePages)} MiB idle on average");
        if (score.MigratedPages >= 0.5)
            parts.Add($"migrates {Units.MiB(score.MigratedPages)} MiB");
        if (score.ReclaimedPages >= 0.5)
            parts.Add($"reclaims {Units.MiB(score.ReclaimedPages)} MiB");
        parts.Add($"stalls {Units.Time(score.StallP99Ns)} at the 99th percentile");
        return $"{score.Strategy} {string.Join(", ", parts)}";
    }
}
