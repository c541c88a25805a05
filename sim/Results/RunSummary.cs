namespace FragSim.Sim.Results;

/// <summary>One run in one line: the columns of summary.csv after its key.</summary>
public sealed record RunSummary
{
    /// <summary>Huge-page requests.</summary>
    public required long Attempts { get; init; }
    /// <summary>Requests that got a huge page.</summary>
    public required long Granted { get; init; }
    /// <summary>Granted, in per cent of the attempts; NaN without any.</summary>
    public required double SuccessPct { get; init; }
    /// <summary>Share of requests that the most effort could have granted from the memory that this
    /// strategy had left when they were made. Of another strategy's memory it says nothing.
    /// </summary>
    public required double OraclePct { get; init; }
    /// <summary>What callers waited who got a huge page.</summary>
    public required StallSpread StallGranted { get; init; }
    /// <summary>What callers waited who got none.</summary>
    public required StallSpread StallRefused { get; init; }
    /// <summary>Of all requests, granted or not.</summary>
    public required long StallTotalNs { get; init; }
    /// <summary>What one huge page cost in waiting, that of refused requests included; NaN where
    /// none was granted.</summary>
    public double StallPerGrantedNs =>
        Granted == 0 ? double.NaN : (double)StallTotalNs / Granted;
    /// <summary>Frames looked at for requests, in the caller's time.</summary>
    public required long PagesScanned { get; init; }
    /// <summary>Base pages moved, for requests and in the background.</summary>
    public required long PagesMigrated { get; init; }
    /// <summary>Blocks that migration could not move.</summary>
    public required long MigrateFailed { get; init; }
    /// <summary>Base pages reclaimed, by direct reclaim and by kswapd.</summary>
    public required long PagesReclaimed { get; init; }
    /// <summary>Fallbacks to blocks of another migrate type (<c>mm_page_alloc_extfrag</c>).
    /// </summary>
    public required long ExtfragEvents { get; init; }
    /// <summary>Pages set aside at boot and not in use, in base pages times seconds.</summary>
    public required double ReservedIdlePageSeconds { get; init; }
    /// <summary>Share of page-cache touches that found their page; NaN without any touch.</summary>
    public required double CacheHitPct { get; init; }
    /// <summary>Allocations refused that are not huge-page requests.</summary>
    public required long BaseFailures { get; init; }
    /// <summary>Time that kswapd and the strategy's threads worked.</summary>
    public required long BackgroundNs { get; init; }
}
