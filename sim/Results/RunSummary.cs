namespace FragSim.Sim.Results;

/// <summary>One run in one line: the columns of summary.csv after its key.</summary>
public sealed record RunSummary
{
    public required long Attempts { get; init; }
    public required long Granted { get; init; }
    public required double SuccessPct { get; init; }
    public required double OraclePct { get; init; }
    public required long StallP50Ns { get; init; }
    public required long StallP95Ns { get; init; }
    public required long StallP99Ns { get; init; }
    public required long StallMaxNs { get; init; }
    public required long StallTotalNs { get; init; }
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
