using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using static FragSim.Validation.Reproduction.Measures;

namespace FragSim.Validation.Reproduction.Tables;

/// <summary>Latency when memory was compacted before it was asked for.</summary>
internal static class T5
{
    private const string Reactive = "linux:proactiveness=0";
    private const double None = double.NaN;

    public static PublishedTable Table { get; } = new()
    {
        Name = "T5",
        Title = "Reactive and proactive compaction",
        Source = "Gupta, proactive compaction v8, LKML, June 2020",
        Parts =
        [
            new TablePart
            {
                Title = "Latency of 2 MiB allocations, and success in percent of free memory",
                Setup = "Flat 32 GiB, 95 % filled with anonymous pages, three of every four "
                    + "freed; after a minute huge pages are asked for until one fails, first "
                    + "lightly, then with __GFP_RETRY_MAYFAIL. Without zeroing; the constant "
                    + "cost of an allocation is counted. Proactive stops at a score of 80; "
                    + "compacted and pinned have all of memory compacted before, and of pinned "
                    + "a tenth of all blocks hold a page that cannot move. Published on about "
                    + "1 TB.",
                Experiments =
                [
                    On("reactive", Reactive, "punch"),
                    On("proactive", "linux:proactiveness=20", "punch"),
                    On("compacted", Reactive, "punch:compact=yes"),
                    On("pinned", Reactive, "punch:pinned=10,compact=yes"),
                ],
                Rows =
                [
                    new Row("p5", "µs", [7894, 2, None, None], LatencyUs("request", 5)),
                    new Row("p50", "µs", [21_229, 4, None, None], LatencyUs("request", 50)),
                    new Row("p90", "µs", [32_859, 5, None, None], LatencyUs("request", 90)),
                    new Row("p95", "µs", [33_799, 429, None, None], LatencyUs("request", 95)),
                    new Row("success", "%", [98, 98, None, None], OfFree("request")),
                    new Row("migrated", "pages", [None, None, None, None],
                        run => run.Summary.PagesMigrated),
                    new Row("migrated a success", "pages", [None, None, None, None],
                        run => Rise("request", VmCounter.PgmigrateSuccess)(run)
                            / run.Summary.Granted),
                ],
            },
        ],
        Criteria = Criteria,
    };

    private static IReadOnlyList<Criterion> Criteria =>
    [
        new("1", true, "reactive, proactive and compacted: at least 95 % of free memory",
            r => r["success"]["reactive"].AtLeast(95) & r["success"]["proactive"].AtLeast(95)
                & r["success"]["compacted"].AtLeast(95)),
        new("2", true, "reactive / compacted: p50 at least 50, p95 at least 5",
            r => (r["p50"]["reactive"] / r["p50"]["compacted"]).AtLeast(50)
                & (r["p95"]["reactive"] / r["p95"]["compacted"]).AtLeast(5)),
        new("3a", false, "reactive: p50 of 0.2 to 30 ms",
            r => r["p50"]["reactive"].Between(200, 30_000)),
        new("3b", false, "reactive: p95 / p50 of 1.2 to 10",
            r => (r["p95"]["reactive"] / r["p50"]["reactive"]).Between(1.2, 10)),
        new("3c", false, "reactive: 100 to 300 pages migrated a success",
            r => r["migrated a success"]["reactive"].Between(100, 300)),
        new("4", false, "compacted: p50 at most 10 µs",
            r => r["p50"]["compacted"].AtMost(10)),
        new("5a", false, "compacted migrates at least 0.8 of what reactive does",
            r => (r["migrated"]["compacted"] / r["migrated"]["reactive"]).AtLeast(0.8)
                & (r["migrated"]["proactive"] / r["migrated"]["reactive"]).AtLeast(0.8)),
        new("5b", false, "pinned: 8 to 13 points less success than compacted",
            r => (r["success"]["compacted"] - r["success"]["pinned"]).Between(8, 13)),
        new("6", false, "proactive: p5 at most 10 µs, p95 at least ten times that",
            r => r["p5"]["proactive"].AtMost(10)
                & (r["p95"]["proactive"] / r["p5"]["proactive"]).AtLeast(10)),
    ];

    private static Experiment On(string name, string strategy, string workload) => new(name,
        strategy, workload, new SimulationOptions { MemoryBytes = 32UL << 30, MaxMaps = 0 });
}
