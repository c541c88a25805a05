using CsvHelper;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files;

/// <summary>summary.csv: a row per strategy and seed.</summary>
internal static class SummaryCsv
{
    /// <summary>Columns after the key; also the names in JSON.</summary>
    public static readonly (string Name, Func<RunResult, object> Value)[] Columns =
    [
        ("attempts", r => r.Summary.Attempts),
        ("granted", r => r.Summary.Granted),
        ("success_pct", r => r.Summary.SuccessPct),
        ("bound_pct", r => r.Summary.OraclePct),
        ("stall_granted_p50_ns", r => r.Summary.StallGranted.P50Ns),
        ("stall_granted_p95_ns", r => r.Summary.StallGranted.P95Ns),
        ("stall_granted_p99_ns", r => r.Summary.StallGranted.P99Ns),
        ("stall_granted_max_ns", r => r.Summary.StallGranted.MaxNs),
        ("stall_refused_p50_ns", r => r.Summary.StallRefused.P50Ns),
        ("stall_refused_p95_ns", r => r.Summary.StallRefused.P95Ns),
        ("stall_refused_p99_ns", r => r.Summary.StallRefused.P99Ns),
        ("stall_refused_max_ns", r => r.Summary.StallRefused.MaxNs),
        ("stall_total_ns", r => r.Summary.StallTotalNs),
        ("stall_per_granted_ns", r => r.Summary.StallPerGrantedNs),
        ("pages_scanned", r => r.Summary.PagesScanned),
        ("pages_migrated", r => r.Summary.PagesMigrated),
        ("migrate_failed", r => r.Summary.MigrateFailed),
        ("pages_reclaimed", r => r.Summary.PagesReclaimed),
        ("extfrag_events", r => r.Summary.ExtfragEvents),
        ("reserved_idle_page_seconds", r => r.Summary.ReservedIdlePageSeconds),
        ("cache_hit_pct", r => r.Summary.CacheHitPct),
        ("base_failures", r => r.Summary.BaseFailures),
        ("background_ns", r => r.Summary.BackgroundNs),
        ("memory_pages", r => r.MemoryPages),
        ("huge_order", r => r.HugeOrder),
        ("events", r => r.Events),
        ("end_ns", r => r.EndNs),
    ];

    public static void Write(Stream stream, IReadOnlyList<RunResult> results)
    {
        using CsvWriter csv = ResultCsv.Start(stream, Columns.Select(c => c.Name));
        foreach (RunResult result in results)
        {
            csv.WriteKey(result.Key);
            foreach ((_, Func<RunResult, object> value) in Columns)
            {
                if (value(result) is double number)
                    csv.WriteNumber(number);
                else
                    csv.WriteField(Convert.ToInt64(value(result)));
            }
            csv.EndRecord();
        }
    }
}
