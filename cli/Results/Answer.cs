namespace FragSim.Cli.Results;

/// <summary>The sentences that a comparison was made for: who grants most huge pages, under load
/// and at rest, and what that costs.</summary>
internal static class Answer
{
    /// <summary>Below this a share shows as 0.0 %.</summary>
    private const double LeastShown = 0.05;

    public static string Of(IReadOnlyList<StrategyScore> scores)
    {
        IReadOnlyList<Finding> findings = Finding.Of(scores);
        if (findings.Count == 0)
            return "No huge page was asked for.";
        // Who leads at both times is named once.
        IEnumerable<string> sentences = findings.GroupBy(Names).Select(same => Sentence([.. same]));
        StrategyScore[] leaders = [.. findings.SelectMany(f => f.Leaders).Where(IsShown)
            .Select(s => s.Score).Distinct()];
        string costs = string.Join("; ", leaders.Select(s => CostWords.Of(s, scores)));
        return string.Join(' ', (IEnumerable<string>)
        [
            .. When(scores.All(s => s.Seeds == 1), "One run each, so no interval."),
            .. sentences.Select(Capital),
            .. Always(findings),
            .. When(costs.Length > 0, $"The cost: {costs}."),
            .. BoundWords.Of(
                scores.Except(findings.SelectMany(f => f.Leaders.Concat(f.Starving))
                    .Where(IsShown).Select(s => s.Score))),
        ]);
    }

    private static string Sentence(Finding[] same)
    {
        string when = Words.Listed(same.Select(f => f.When));
        Finding first = same[0];
        string[] names = [.. first.Leaders.Where(IsShown).Select(s => s.Strategy)];
        string[] shares =
            [.. same.Select(f => Words.Listed(f.Leaders.Where(IsShown).Select(Share)))];
        string share = names.Length > 1 ? string.Join("; ", shares) : Words.Listed(shares);
        string fairly = first.Starving.Any(IsShown) ? " without starving others" : "";
        string leads = names.Length switch
        {
            0 when first.Leaders.Count == 0 => "no strategy leaves others all they ask for",
            0 => "no strategy grants huge pages (0.0 % of requests)",
            1 when first.Competitors == 1 => $"{names[0]} grants {share} % of requests",
            1 => $"{names[0]} grants most ({share} % of requests){fairly}",
            _ when names.Length == first.Competitors =>
                $"{Words.Listed(names)} cannot be told apart ({share} % of requests)",
            _ => $"{Words.Listed(names)} grant most ({share} % of requests){fairly} and cannot be "
                + "told apart",
        };
        string cheapest =
            CostToOthers.Cheapest([.. first.Leaders.Select(s => s.Score)]) is [var least]
                && names.Length > 1
            ? $"; {least.Strategy} costs others least" : "";
        return $"{when} {leads}{cheapest}{Rivals(same, beat: true)}{Rivals(same, beat: false)}.";
    }

    /// <summary>Those that grant more, or no less, and starve others for it.</summary>
    private static string Rivals(Finding[] same, bool beat)
    {
        IEnumerable<Standing> Of(Finding finding) =>
            finding.Starving.Where(s => IsShown(s) && s.Beats == beat);
        Standing[] rivals = [.. Of(same[0])];
        if (rivals.Length == 0)
            return "";
        string shares = string.Join("; ", same.Select(f => Words.Listed(Of(f).Select(Share))));
        return $"; {Words.Listed(rivals.Select(s => s.Strategy))} "
            + $"grant{(rivals.Length == 1 ? "s" : "")} {(beat ? "more" : "no less")} ({shares} %), "
            + $"but with {Words.Listed(rivals.Select(s => CostWords.BaseFailures(s.Score)))} "
            + "failed base pages";
    }

    /// <summary>Is there one, and only one, that leads each time?</summary>
    private static IEnumerable<string> Always(IReadOnlyList<Finding> findings)
    {
        IEnumerable<string>[] each =
            [.. findings.Select(f => f.Leaders.Where(IsShown).Select(s => s.Strategy))];
        string[] always = [.. each.Aggregate((a, b) => a.Intersect(b))];
        bool differ = each.Any(names => names.Count() != always.Length);
        if (always.Length == 1 && differ)
            yield return $"Only {always[0]} leads each time.";
    }

    private static string Names(Finding finding) => string.Join('\n', (string[])
        [.. finding.Leaders.Where(IsShown).Select(s => s.Strategy), "",
            .. finding.Starving.Where(IsShown).Select(s => $"{s.Strategy} {s.Beats}")]);

    private static IEnumerable<string> When(bool holds, string sentence) =>
        holds ? [sentence] : [];

    private static bool IsShown(Standing standing) => standing.SharePct >= LeastShown;

    private static string Share(Standing standing) => Units.Percent(standing.SharePct);

    private static string Capital(string sentence) =>
        char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
