using FragSim.Plots.Charts;
using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Plots.Report;

internal enum Better
{
    Neither,
    Higher,
    Lower,
}

/// <summary>One column of the table of scores.</summary>
/// <param name="Head">What it is.</param>
/// <param name="Unit">Of the figures; they carry their own where it is empty.</param>
/// <param name="Measure">Of one run; NaN where there is nothing to measure.</param>
/// <param name="Format">Of a value.</param>
internal sealed record ScoreColumn(
    string Head, string Unit, Func<RunResult, double> Measure, Func<double, string> Format)
{
    public Better Better { get; init; }

    /// <summary>Stands below the figure in place of an interval: the figure is a percentile, and
    /// this a higher one. Both are medians over seeds; other figures are means.</summary>
    public Func<RunResult, double>? Tail { get; init; }

    /// <summary>Values are the difference to these, seed by seed.</summary>
    public SeedValues? Reference { get; init; }

    /// <summary>Of an interval, where it differs from that of a value.</summary>
    public Func<double, string>? FormatSpread { get; init; }

    /// <summary>Draw the value as a bar behind the figure: it is in percent.</summary>
    public bool Bar { get; init; }

    public SeedStatistics Of(StrategyRuns strategy)
    {
        var values = new SeedValues(strategy.Runs, Measure);
        return Reference is null ? values.Statistics : values.Minus(Reference);
    }

    /// <summary>The strategies that are better, or worse, than every other beyond the paired
    /// interval; null where there is none. The oracle is a bound, and takes no part.</summary>
    public (StrategyRuns? Best, StrategyRuns? Worst) Extremes(IReadOnlyList<StrategyRuns> all)
    {
        if (Better == Better.Neither) return (null, null);
        var field = all.Where(s => !s.First.Key.IsOracle).ToArray();
        SeedValues[] values = [.. field.Select(s => new SeedValues(s.Runs, Measure))];
        StrategyRuns? Sole(bool higher) =>
            SeedContest.Sole(values, higher) is >= 0 and var i ? field[i] : null;
        return (Sole(Better == Better.Higher), Sole(Better == Better.Lower));
    }
}
