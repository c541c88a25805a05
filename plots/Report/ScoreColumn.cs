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

    public static IReadOnlyList<ScoreColumn> All(StrategyRuns reference) =>
    [
        new("Success", "%", s => s.Over(r => r.Summary.SuccessPct), Quantity.Digits)
        {
            Better = Better.Higher,
            Bar = true,
        },
        new($"Against {reference.Label}", "points", s => SeedStatistics.Paired(
            Success(s), Success(reference)), Signed)
        {
            FormatSpread = Quantity.Digits,
        },
        new("Oracle", "%", s => s.Over(r => r.Summary.OraclePct), Quantity.Digits),
        Stall("Stall p50", s => s.StallP50Ns),
        Stall("Stall p99", s => s.StallP99Ns),
        Stall("Stall max", s => s.StallMaxNs) with
        {
            Figure = s => s.Runs.Max(r => (double)r.Summary.StallMaxNs),
        },
        new("Migrated", "", s => s.Over(r => Bytes(r.Summary.PagesMigrated)), Quantity.Bytes),
        new("Reclaimed", "", s => s.Over(r => Bytes(r.Summary.PagesReclaimed)), Quantity.Bytes),
        new("Idle reserve", "", s => s.Over(IdleBytes), Quantity.Bytes),
        new("Cache hits", "%", s => s.Over(r => r.Summary.CacheHitPct), Quantity.Digits)
        {
            Better = Better.Higher,
        },
        new("Failed base pages", "", s => s.Over(r => r.Summary.BaseFailures), Quantity.Count)
        {
            Better = Better.Lower,
        },
    ];

    private static ScoreColumn Stall(string head, Func<RunSummary, long> stall) =>
        new(head, "", s => s.Over(r => stall(r.Summary)), Quantity.Duration)
        {
            Better = Better.Lower,
            Figure = s => s.Over(r => stall(r.Summary)).Median,
        };

    private static IEnumerable<(ulong Seed, double Value)> Success(StrategyRuns strategy) =>
        strategy.Runs.Select(r => (r.Key.Seed, r.Summary.SuccessPct));

    private static string Signed(double value)
    {
        var digits = Quantity.Digits(Math.Abs(value));
        return digits == "0" ? digits : (value > 0 ? "+" : "−") + digits;
    }

    private static double Bytes(double pages) => pages * Quantity.PageBytes;

    private static double IdleBytes(RunResult run) => run.EndNs == 0
        ? 0
        : Bytes(run.Summary.ReservedIdlePageSeconds / (run.EndNs * 1e-9));
}
