using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

/// <summary>One kind of page that keeps blocks from becoming huge pages.</summary>
internal readonly record struct BlockerKind(PageSource Source, Hindrance Hindrance)
{
    public string Name => HindranceLook.Name(new Blocker(Source, Hindrance, 0, 0, 0));
}

/// <summary>The kinds that hold most blocks, on average over the surveys of a run.</summary>
internal static class BlockerRanking
{
    private const int Most = 10;

    public static IReadOnlyList<BlockerKind> Of(ChartInput input) =>
    [
        .. input.Strategies.SelectMany(s => s.Runs).SelectMany(r => r.Blockers)
            .SelectMany(survey => survey.Blockers)
            .Select(b => new BlockerKind(b.Source, b.Hindrance)).Distinct()
            .OrderByDescending(kind => input.Strategies.Max(s => Shown(Share(s, kind).Mean)))
            .ThenBy(kind => kind.Source).ThenBy(kind => kind.Hindrance)
            .Take(Most),
    ];

    /// <summary>Blocks that hold pages of a kind, in % of all.</summary>
    public static SeedStatistics Share(StrategyRuns strategy, BlockerKind kind) =>
        strategy.Over(run => Mean(run, survey => 100.0 * Of(survey, kind).Blocks
            / Math.Max(1, survey.HugeBlocks)));

    /// <summary>Blocks that hold pages of a kind.</summary>
    public static SeedStatistics Blocks(StrategyRuns strategy, BlockerKind kind) =>
        strategy.Over(run => Mean(run, survey => Of(survey, kind).Blocks));

    /// <summary>Blocks that hold pages of a kind, and of no other that cannot go.</summary>
    public static SeedStatistics Alone(StrategyRuns strategy, BlockerKind kind) =>
        strategy.Over(run => Mean(run, survey => Of(survey, kind).BlocksAlone));

    private static double Shown(double value) => double.IsNaN(value) ? 0 : value;

    private static Blocker Of(BlockerSurvey survey, BlockerKind kind) =>
        survey.Blockers.FirstOrDefault(
            b => b.Source == kind.Source && b.Hindrance == kind.Hindrance);

    private static double Mean(RunResult run, Func<BlockerSurvey, double> measure) =>
        run.Blockers.Count == 0 ? double.NaN : run.Blockers.Average(measure);
}
