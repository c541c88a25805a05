using FragSim.Sim.Results;

namespace FragSim.Cli.Results;

/// <summary>The huge-page requests of one phase under one strategy, over all seeds.</summary>
internal sealed record PhaseScore(string Phase, SeedMean SuccessPct, SeedMean OraclePct)
{
    /// <summary>Phases in the order in which they first had a request.</summary>
    public static IReadOnlyList<PhaseScore> Of(IReadOnlyList<RunResult> runs) =>
    [
        .. runs.SelectMany(r => r.Requests).Select(q => q.Phase).Distinct().Select(phase =>
            new PhaseScore(
                phase,
                SeedMean.Of(runs.Select(r => Share(r, phase, q => q.Granted))),
                SeedMean.Of(runs.Select(r => Share(r, phase, q => q.OracleGranted))))),
    ];

    private static double Share(RunResult run, string phase, Func<RequestRecord, bool> counts)
    {
        RequestRecord[] requests = [.. run.Requests.Where(q => q.Phase == phase)];
        return requests.Length == 0
            ? double.NaN
            : 100.0 * requests.Count(counts) / requests.Length;
    }
}
