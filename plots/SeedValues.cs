using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Plots;

/// <summary>One measure of one strategy, seed by seed.</summary>
public sealed class SeedValues
{
    private readonly (ulong Seed, double Value)[] values;

    /// <param name="runs">Of one strategy, each of another seed.</param>
    /// <param name="measure">NaN where a run has nothing to measure.</param>
    public SeedValues(IEnumerable<RunResult> runs, Func<RunResult, double> measure)
    {
        values = [.. runs.Select(run => (run.Key.Seed, measure(run)))];
        Statistics = SeedStatistics.Of(values.Select(v => v.Value));
    }

    /// <summary>Mean, interval and median over the seeds that gave a number.</summary>
    public SeedStatistics Statistics { get; }

    /// <summary>The difference to another strategy, seed by seed.</summary>
    public SeedStatistics Minus(SeedValues other) => SeedStatistics.Paired(values, other.values);
}
