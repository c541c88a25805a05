namespace FragSim.Sim.Results;

/// <summary>One run in one line: the columns of summary.csv after its key.</summary>
public sealed record RunSummary
{
    public required long Attempts { get; init; }
    public required long Granted { get; init; }
    public required double SuccessPct { get; init; }
    /// <summary>Share of requests that the most effort could have granted from the memory that this
    /// strategy had left when they were made. Of another strategy's memory it says nothing.
    /// </summary>
    public required double OraclePct { get; init; }
    public required StallSpread StallGranted { get; init; }
    public required StallSpread StallRefused { get; init; }
    /// <summary>Of all requests, granted or not.</summary>
    public required long StallTotalNs { get; init; }
    /// <summary>What one huge page cost in waiting, that of refused requests included; NaN where
    /// none was granted.</summary>
    public double StallPerGrantedNs =>
        Granted == 0 ? double.NaN : (double)StallTotalNs / Granted;
    public required long PagesScanned { get; init; }
    public required long PagesMigrated { get; init; }
    public required long MigrateFailed { get; init; }
    public required long PagesReclaimed { get; init; }
    public required long ExtfragEvents { get; init; }
    public required double ReservedIdlePageSeconds { get; init; }
    /// <summary>Share of page-cache touches that found their page; NaN without any touch.</summary>
    public required double CacheHitPct { get; init; }
    public required long BaseFailures { get; init; }
    public required long BackgroundNs { get; init; }
}
