using FragSim.Plots.Charts;
using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Plots.Report;

/// <summary>The columns of the table of scores: what was granted, then what it cost, the gravest
/// first.</summary>
internal static class ScoreColumns
{
    /// <param name="reference">The strategy that others are held against.</param>
    public static IReadOnlyList<ScoreColumn> Against(StrategyRuns reference) =>
    [
        new("Success", "%", r => r.Summary.SuccessPct, Quantity.Digits)
        {
            Better = Better.Higher,
            Bar = true,
        },
        new($"Against {reference.Label}", "points", r => r.Summary.SuccessPct, Signed)
        {
            Reference = new SeedValues(reference.Runs, r => r.Summary.SuccessPct),
            FormatSpread = Quantity.Digits,
        },
        new("Bound", "% for the memory it left", r => r.Summary.OraclePct, Quantity.Digits),
        new("Failed base pages", "", r => r.Summary.BaseFailures, Quantity.Count)
        {
            Better = Better.Lower,
        },
        Wait("Wait granted", r => r.Summary.StallGranted),
        Wait("Wait refused", r => r.Summary.StallRefused),
        new("Wait per granted page", "", r => r.Summary.StallPerGrantedNs, Quantity.Duration),
        new("Idle reserve", "", IdleBytes, Quantity.Bytes),
        new("Cache hits", "%", r => r.Summary.CacheHitPct, Quantity.Digits)
        {
            Better = Better.Higher,
        },
        new("Migrated", "", r => Bytes(r.Summary.PagesMigrated), Quantity.Bytes),
        new("Reclaimed", "", r => Bytes(r.Summary.PagesReclaimed), Quantity.Bytes),
    ];

    /// <summary>No wait is the best of its column: who fails at once waits least.</summary>
    private static ScoreColumn Wait(string head, Func<RunResult, StallSpread> stalls) =>
        new(head, "p50, below it p99", run => stalls(run).P50Ns, Quantity.Duration)
        {
            Tail = run => stalls(run).P99Ns,
        };

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
