namespace FragSim.Sim.Results;

/// <summary>The huge-page requests of one phase of one run.</summary>
/// <param name="Phase">Its name.</param>
/// <param name="Asked">All of them.</param>
/// <param name="Granted">Those that got a page.</param>
/// <param name="Bound">Those that the most effort could have granted from the memory that the
/// strategy had left.</param>
public readonly record struct PhaseCount(string Phase, long Asked, long Granted, long Bound)
{
    /// <summary>Requests granted, in per cent of those asked.</summary>
    public double SuccessPct => 100.0 * Granted / Asked;

    /// <summary>Requests that the most effort could have granted, in per cent of those asked.
    /// </summary>
    public double BoundPct => 100.0 * Bound / Asked;

    /// <summary>Phases in the order in which they first had a request; none is without any.
    /// </summary>
    public static IReadOnlyList<PhaseCount> Of(RunResult run) =>
    [
        .. run.Requests.GroupBy(r => r.Phase).Select(phase => new PhaseCount(
            phase.Key, phase.LongCount(), phase.LongCount(r => r.Granted),
            phase.LongCount(r => r.OracleGranted))),
    ];
}
