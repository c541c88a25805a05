namespace FragSim.Cli.Results;

/// <summary>Says of strategies that trail whether more effort could help them: what they grant is
/// held against the bound for the memory that each has left itself.</summary>
internal static class BoundWords
{
    /// <summary>From here on a strategy grants nearly all that it can.</summary>
    private const double Nearly = 0.9;

    /// <returns>A sentence, or none.</returns>
    public static IEnumerable<string> Of(IEnumerable<StrategyScore> trailing)
    {
        string[] limited = [.. trailing.Where(s => s.Competes && IsLimited(s))
            .Select(s => $"{s.Strategy} ({Units.Percent(s.Over(Measure.SuccessPct).Mean)} of "
                + $"{Units.Percent(s.Over(Measure.BoundPct).Mean)} %)")];
        if (limited.Length == 0)
            yield break;
        yield return $"Near the bound for their own memory: {Words.Listed(limited)}; "
            + "there no effort grants much more, only other placement does.";
    }

    private static bool IsLimited(StrategyScore score)
    {
        double bound = score.Over(Measure.BoundPct).Mean;
        return bound > 0 && score.Over(Measure.SuccessPct).Mean >= Nearly * bound;
    }
}
