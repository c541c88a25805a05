using FragSim.Sim.Results;

namespace FragSim.Cli.Results;

/// <summary>Requests of one strategy that failed for one reason, above the largest free block,
/// where the ranges that a page could have been are few enough to tell of.</summary>
/// <param name="Strategy">Whose.</param>
/// <param name="Phases">When they were made.</param>
/// <param name="Failed">How many failed for this reason, over all seeds.</param>
/// <param name="Asked">How many were made in these phases.</param>
/// <param name="Why">What stood in the way, in words.</param>
internal sealed record RangeFailures(
    string Strategy, string Phases, int Failed, int Asked, string Why)
{
    /// <summary>In the order of the results, for each strategy the commonest first.</summary>
    public static IReadOnlyList<RangeFailures> Of(IReadOnlyList<RunResult> results) =>
        [.. results.GroupBy(r => r.Key.Strategy)
            .SelectMany(runs => OfStrategy(runs.Key, [.. runs.SelectMany(r => r.Requests)]))];

    private static IEnumerable<RangeFailures> OfStrategy(string strategy, RequestRecord[] requests)
    {
        var failures = requests.Where(r => r.Obstacle?.Ranges is not null)
            .GroupBy(r => r.Obstacle!.Value.Obstacle);
        foreach (var same in failures.OrderByDescending(g => g.Count()).ThenBy(g => g.Key))
        {
            string[] phases = [.. same.Select(r => r.Phase).Distinct()];
            yield return new RangeFailures(strategy, string.Join(", ", phases), same.Count(),
                requests.Count(r => phases.Contains(r.Phase)),
                RangeWords.Of(same.Key, [.. same.Select(r => r.Obstacle!.Value)]));
        }
    }
}
