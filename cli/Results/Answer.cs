using FragSim.Cli.Terminal;

namespace FragSim.Cli.Results;

/// <summary>The sentence that a comparison was made for: who gives most huge pages, under load and
/// at rest, and what the winners cost.</summary>
internal static class Answer
{
    private static readonly (string When, string PhasePrefix)[] Times =
        [("under load", "load"), ("at rest", "rest")];

    private sealed record Finding(string When, string[] Winners, string Share);

    public static string Of(IReadOnlyList<StrategyScore> scores)
    {
        if (scores.All(s => double.IsNaN(s.SuccessPct.Mean)))
            return "No huge page was asked for.";
        List<Finding> findings = [];
        foreach ((string when, string prefix) in Times)
        {
            if (scores.Any(s => s.Phases.Any(p => Belongs(p, prefix))))
                findings.Add(Best(scores, when, s => PhaseMean(s, prefix)));
        }
        if (findings.Count == 0)
            findings.Add(Best(scores, "over the whole run", s => s.SuccessPct.Mean));

        // Who wins both times is named once.
        string clauses = string.Join("; ", findings
            .GroupBy(f => Listed(f.Winners)).Select(same => Clause([.. same], scores.Count)));
        string[] winners = [.. findings.SelectMany(f => f.Winners).Distinct()];
        string costs = string.Join("; ", scores
            .Where(s => winners.Contains(s.Strategy)).Select(Cost));
        string answer = $"{char.ToUpperInvariant(clauses[0])}{clauses[1..]}.";
        return costs.Length == 0 ? answer : $"{answer} The cost: {costs}.";
    }

    private static Finding Best(
        IReadOnlyList<StrategyScore> scores, string when, Func<StrategyScore, double> success)
    {
        double best = scores.Max(s => double.IsNaN(success(s)) ? 0 : success(s));
        string[] winners = best == 0
            ? []
            : [.. scores.Where(s => success(s) >= best - 0.05).Select(s => s.Strategy)];
        return new Finding(when, winners, $"{Units.Percent(best)} %");
    }

    private static string Clause(Finding[] same, int strategies)
    {
        string when = Listed([.. same.Select(f => f.When)]);
        string[] winners = same[0].Winners;
        if (winners.Length == 0)
            return $"{when} no strategy gives any huge page";
        string shares = Listed([.. same.Select(f => f.Share)]);
        if (winners.Length == strategies && strategies > 1)
            return $"{when} all strategies give the same ({shares} of requests)";
        string gives = winners.Length == 1 ? "gives" : "give";
        return $"{when} {Listed(winners)} {gives} most ({shares} of requests)";
    }

    private static bool Belongs(PhaseScore phase, string prefix) =>
        phase.Phase.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static double PhaseMean(StrategyScore score, string prefix) => SeedMean.Of(
        score.Phases.Where(p => Belongs(p, prefix)).Select(p => p.SuccessPct.Mean)).Mean;

    private static string Listed(string[] names) => names.Length < 2
        ? string.Concat(names)
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
