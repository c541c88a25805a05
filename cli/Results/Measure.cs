using FragSim.Sim.Results;

namespace FragSim.Cli.Results;

/// <summary>What is measured of one run; NaN where there was nothing to measure.</summary>
internal static class Measure
{
    public static double SuccessPct(RunResult run) => run.Summary.SuccessPct;

    /// <summary>At most so much could have been granted from the memory that this strategy left,
    /// by any effort.</summary>
    public static double BoundPct(RunResult run) => run.Summary.OraclePct;

    public static double StallPerGrantedNs(RunResult run) => run.Summary.StallPerGrantedNs;

    public static double BaseFailures(RunResult run) => run.Summary.BaseFailures;

    public static double CacheHitPct(RunResult run) => run.Summary.CacheHitPct;

    public static double MigratedPages(RunResult run) => run.Summary.PagesMigrated;

    public static double ReclaimedPages(RunResult run) => run.Summary.PagesReclaimed;

    /// <summary>Pages set aside at boot that were not in use, on average over the run.</summary>
    public static double IdlePages(RunResult run) =>
        run.EndNs == 0 ? 0 : run.Summary.ReservedIdlePageSeconds / (run.EndNs / 1e9);

    /// <summary>Share of requests granted in the phases whose names begin so.</summary>
    public static Func<RunResult, double> SuccessIn(string phases) => run =>
    {
        PhaseCount[] counts = [.. PhaseCount.Of(run).Where(p => p.Phase.StartsWith(
            phases, StringComparison.OrdinalIgnoreCase))];
        long asked = counts.Sum(p => p.Asked);
        return asked == 0 ? double.NaN : 100.0 * counts.Sum(p => p.Granted) / asked;
    };
}
