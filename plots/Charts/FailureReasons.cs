using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

/// <summary>Why requests failed, summed over the runs of a strategy.</summary>
internal static class FailureReasons
{
    /// <summary>Every reason that any run has, the strategies' own first, then whose pages hold
    /// the blocks.</summary>
    public static IReadOnlyList<Reason> Of(ChartInput input) =>
    [
        .. input.Strategies.SelectMany(s => s.Runs).SelectMany(Failures).Select(Reason.Of)
            .Distinct().OrderBy(r => r.Obstacle).ThenBy(r => r.Source),
    ];

    /// <summary>Failed requests of one reason.</summary>
    public static SeedStatistics Count(StrategyRuns strategy, Reason reason) =>
        strategy.Over(run => Failures(run).Count(f => Reason.Of(f) == reason));

    public static SeedStatistics Failed(StrategyRuns strategy) =>
        strategy.Over(run => Failures(run).Count());

    private static IEnumerable<RequestFailure> Failures(RunResult run) =>
        run.Requests.Where(r => r.Obstacle is not null).Select(r => r.Obstacle!.Value);
}
