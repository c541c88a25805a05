using FragSim.Plots;
using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Cli.Results;

/// <summary>One strategy over all its seeds.</summary>
internal sealed record StrategyScore(string Strategy, IReadOnlyList<RunResult> Runs)
{
    public int Seeds => Runs.Count;

    /// <summary>The oracle pays nothing: it is a bound, and no competitor.</summary>
    public bool Competes => !Runs[0].Key.IsOracle;

    /// <summary>A score for each strategy, in the order of the results.</summary>
    public static IReadOnlyList<StrategyScore> Of(IReadOnlyList<RunResult> results) =>
        [.. results.ToLookup(r => r.Key.Strategy)
            .Select(runs => new StrategyScore(runs.Key, [.. runs]))];

    public SeedValues By(Func<RunResult, double> measure) => new(Runs, measure);

    public SeedStatistics Over(Func<RunResult, double> measure) => By(measure).Statistics;
}
