using FragSim.Plots.Charts;

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
/// <param name="Value">Of one strategy, over its seeds.</param>
/// <param name="Format">Of a value.</param>
internal sealed record ScoreColumn(
    string Head, string Unit, Func<StrategyRuns, SeedStatistics> Value,
    Func<double, string> Format)
{
    public Better Better { get; init; }

    /// <summary>The figure is the median, or what else stands for all seeds; the mean otherwise.
    /// </summary>
    public Func<StrategyRuns, double>? Figure { get; init; }

    /// <summary>Of an interval, where it differs from that of a value.</summary>
    public Func<double, string>? FormatSpread { get; init; }

    /// <summary>Draw the value as a bar behind the figure: it is in percent.</summary>
    public bool Bar { get; init; }

    public double FigureOf(StrategyRuns strategy) =>
        Figure is null ? Value(strategy).Mean : Figure(strategy);
}
