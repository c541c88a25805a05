using FragSim.Sim.Base;
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
                MemoryPages = number("memory_pages"),
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
        OraclePct = real("bound_pct"),
        StallGranted = Spread(real, "granted"),
        StallRefused = Spread(real, "refused"),
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

    private static StallSpread Spread(Func<string, double> real, string outcome) => new(
        real($"stall_{outcome}_p50_ns"), real($"stall_{outcome}_p95_ns"),
        real($"stall_{outcome}_p99_ns"), real($"stall_{outcome}_max_ns"));
}
