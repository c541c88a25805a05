using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files.Reading;

/// <summary>Reads summary.csv back: the runs there are, with nothing in them yet.</summary>
internal static class SummaryReader
{
    public static IReadOnlyList<RunResult> Read(string path)
    {
        using ResultTable table = new(path);
        Func<string, long> number = name => table.Number(table.Column(name));
        Func<string, double> real = name => table.Real(table.Column(name));
        List<RunResult> runs = [];
        HashSet<RunKey> keys = [];
        while (table.Next())
        {
            RunKey key = table.Key();
            if (!keys.Add(key))
                throw table.Wrong(table.Column("seed"), "is there twice for this strategy");
            runs.Add(new RunResult
            {
                Key = key,
                Summary = Summary(number, real),
                Requests = [],
                Samples = [],
                Maps = [],
                HugeOrder = table.Number(table.Column("huge_order"), 0, Order.Gigantic),
                Events = number("events"),
                EndNs = number("end_ns"),
            });
        }
        return runs;
    }

    private static RunSummary Summary(Func<string, long> number, Func<string, double> real) => new()
    {
        Attempts = number("attempts"),
        Granted = number("granted"),
        SuccessPct = real("success_pct"),
        OraclePct = real("oracle_pct"),
        StallP50Ns = number("stall_p50_ns"),
        StallP95Ns = number("stall_p95_ns"),
        StallP99Ns = number("stall_p99_ns"),
        StallMaxNs = number("stall_max_ns"),
        StallTotalNs = number("stall_total_ns"),
        PagesScanned = number("pages_scanned"),
        PagesMigrated = number("pages_migrated"),
        MigrateFailed = number("migrate_failed"),
        PagesReclaimed = number("pages_reclaimed"),
        ExtfragEvents = number("extfrag_events"),
        ReservedIdlePageSeconds = real("reserved_idle_page_seconds"),
        CacheHitPct = real("cache_hit_pct"),
        BaseFailures = number("base_failures"),
        BackgroundNs = number("background_ns"),
    };
}
