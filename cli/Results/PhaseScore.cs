using FragSim.Plots;
using FragSim.Sim.Results;

namespace FragSim.Cli.Results;

/// <summary>The huge-page requests of one phase, in the order of the strategies.</summary>
/// <param name="Phase">Its name.</param>
/// <param name="SuccessPct">Share granted.</param>
/// <param name="BoundPct">The bound for the memory that each strategy had left.</param>
internal sealed record PhaseScore(
    string Phase, IReadOnlyList<SeedValues> SuccessPct, IReadOnlyList<SeedValues> BoundPct)
{
    /// <summary>Phases in the order in which they first had a request.</summary>
    public static IReadOnlyList<PhaseScore> Of(IReadOnlyList<StrategyScore> scores)
    {
        (RunKey Run, PhaseCount Count)[] counts = [.. scores.SelectMany(s => s.Runs)
            .SelectMany(run => PhaseCount.Of(run).Select(count => (run.Key, count)))];
        var byRun = counts.ToDictionary(c => (c.Run, c.Count.Phase), c => c.Count);

        SeedValues[] Each(string phase, Func<PhaseCount, double> share) =>
            [.. scores.Select(score => score.By(run =>
                byRun.TryGetValue((run.Key, phase), out PhaseCount count)
                    ? share(count) : double.NaN))];

        return [.. counts.Select(c => c.Count.Phase).Distinct().Select(phase => new PhaseScore(
            phase, Each(phase, c => c.SuccessPct), Each(phase, c => c.BoundPct)))];
    }
}
