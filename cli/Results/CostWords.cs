using FragSim.Plots;

namespace FragSim.Cli.Results;

/// <summary>What a strategy costs, in words: what others lose first.</summary>
internal static class CostWords
{
    /// <param name="score">The strategy.</param>
    /// <param name="all">Those that it was compared with.</param>
    public static string Of(StrategyScore score, IReadOnlyList<StrategyScore> all)
    {
        List<string> parts = [];
        if (score.Over(Measure.BaseFailures).Mean > 0)
            parts.Add($"{BaseFailures(score)} failed base pages");
        parts.Add($"{Units.Time(score.Over(Measure.StallPerGrantedNs).Mean)} of waiting per "
            + "granted page");
        double idle = score.Over(Measure.IdlePages).Mean;
        if (idle >= 0.5)
            parts.Add($"{Units.MiB(idle)} MiB idle");
        double hits = score.Over(Measure.CacheHitPct).Mean;
        if (!double.IsNaN(hits))
            parts.Add($"{Units.Percent(hits)} % cache hits{MoreHits(score, all)}");
        double reclaimed = score.Over(Measure.ReclaimedPages).Mean;
        if (reclaimed >= 0.5)
            parts.Add($"{Units.MiB(reclaimed)} MiB reclaimed");
        double migrated = score.Over(Measure.MigratedPages).Mean;
        if (migrated >= 0.5)
            parts.Add($"{Units.MiB(migrated)} MiB migrated");
        return $"{score.Strategy} has {string.Join(", ", parts)}";
    }

    /// <summary>Where most hits are, if they are surely more.</summary>
    private static string MoreHits(StrategyScore score, IReadOnlyList<StrategyScore> all)
    {
        StrategyScore most = all.Where(s => s.Competes)
            .MaxBy(s => s.Over(Measure.CacheHitPct).Mean) ?? score;
        return SeedContest.IsWorse(
            score.By(Measure.CacheHitPct), most.By(Measure.CacheHitPct), higher: true)
            ? $" ({Units.Percent(most.Over(Measure.CacheHitPct).Mean)} under {most.Strategy})"
            : "";
    }

    public static string BaseFailures(StrategyScore score) =>
        Units.Count(score.Over(Measure.BaseFailures).Mean);
}
