using FragSim.Sim.Results;

namespace FragSim.Cli.Results;

/// <summary>The requests of a strategy that were refused, by what stood in the way; over all
/// seeds.</summary>
/// <param name="Strategy">Whose.</param>
/// <param name="Refused">How many; the causes add up to it.</param>
/// <param name="ByCause">Those of each obstacle, the commonest first.</param>
internal sealed record Refusals(
    string Strategy, long Refused, IReadOnlyList<(Obstacle Cause, long Requests)> ByCause)
{
    public static Refusals Of(StrategyScore score)
    {
        RequestRecord[] refused =
            [.. score.Runs.SelectMany(r => r.Requests).Where(r => !r.Granted)];
        return new Refusals(score.Strategy, refused.Length,
        [
            .. refused.Where(r => r.Obstacle is not null)
                .GroupBy(r => r.Obstacle!.Value.Obstacle)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key)
                .Select(g => (g.Key, g.LongCount())),
        ]);
    }
}
