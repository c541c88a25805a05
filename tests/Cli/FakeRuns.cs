using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Tests.Cli;

/// <summary>Results of simulations that never ran.</summary>
internal static class FakeRuns
{
    /// <summary>A run whose figures all follow from how good the strategy is said to be.</summary>
    public static RunResult Of(string strategy, ulong seed, double goodness, double idlePages = 0)
    {
        int granted = (int)(goodness * 80) + (int)seed;
        RequestRecord[] requests =
        [
            .. Enumerable.Range(0, 50).Select(i => Request(i, "load", i < granted / 2)),
            .. Enumerable.Range(0, 50).Select(i => Request(i, "rest", i < granted - granted / 2)),
        ];
        long stallNs = (long)(goodness * 2_000_000);
        return new RunResult
        {
            Key = new RunKey("fake", strategy, seed),
            Requests = requests,
            Samples = [Sample()],
            Maps = [Map(0), Map(4_000_000_000)],
            Blockers = [Survey()],
            MemoryPages = 262_144,
            HugeOrder = Order.Huge,
            Events = 1000,
            EndNs = 10_000_000_000,
            Summary = new RunSummary
            {
                Attempts = 100,
                Granted = granted,
                SuccessPct = granted,
                OraclePct = 95,
                StallGranted = new StallSpread(stallNs, stallNs * 10, stallNs * 20, stallNs * 50),
                StallRefused = new StallSpread(5000, stallNs, stallNs * 2, stallNs * 5),
                StallTotalNs = stallNs * 100,
                PagesScanned = 1_000_000,
                PagesMigrated = (long)(goodness * 100_000),
                MigrateFailed = 7,
                PagesReclaimed = (long)(goodness * 20_000),
                ExtfragEvents = 3,
                ReservedIdlePageSeconds = idlePages * 10,
                CacheHitPct = seed == 99 ? double.NaN : 99 - goodness * 10,
                BaseFailures = idlePages > 0 ? 12 : 0,
                BackgroundNs = 5,
            },
        };
    }

    /// <summary>Five strategies over four seeds.</summary>
    public static IReadOnlyList<RunResult> Five { get; } =
    [
        .. Seeds(seed => Of("none", seed, 0)),
        .. Seeds(seed => Of("partition:25%", seed, 0.3, idlePages: 40_000)),
        .. Seeds(seed => Of("grouping", seed, 0.5)),
        .. Seeds(seed => Of("grouping+compaction", seed, 0.7)),
        .. Seeds(seed => Of("linux", seed, 0.9)),
    ];

    private static IEnumerable<RunResult> Seeds(Func<ulong, RunResult> run) =>
        new ulong[] { 1, 2, 3, 4 }.Select(run);

    public static RequestRecord Request(int i, string phase, bool granted) => new()
    {
        TimeNs = i * 1000,
        Phase = phase,
        Id = (uint)i,
        Order = Order.Huge,
        Granted = granted,
        Path = granted ? GrantPath.Free : GrantPath.None,
        Failure = granted ? FailureCause.None : FailureCause.NoMemory,
        Stall = new Stall { ScanNs = 10, ZeroNs = 200 },
        PagesScanned = 1,
        PagesMigrated = 2,
        PagesReclaimed = 3,
        OracleGranted = true,
        Obstacle = granted
            ? null : new RequestFailure(Obstacle.Unmovable, PageSource.Slab, 7, 8, 9),
    };

    private static PageblockMap Map(long timeNs) => new(
        timeNs, 1,
        [
            new PageblockCell(MigrateType.Movable, 512, 0, 0, 0),
            new PageblockCell(MigrateType.Movable, 100, (int)(timeNs / 1e8), 3, 5)
            {
                Pinned = 2,
                Owner = PageSource.Anon,
                Holder = PageSource.PageTable,
            },
        ]);

    private static BlockerSurvey Survey() => new()
    {
        TimeNs = 0,
        HugeBlocks = 2,
        HeldBlocks = 1,
        InUse = 0,
        Blockers = [new Blocker(PageSource.PageTable, Hindrance.Unmovable, 1, 1, 5)],
    };

    private static Sample Sample() => new()
    {
        TimeNs = 5,
        Phase = "load",
        Zones =
        [
            new ZoneSample
            {
                Zone = "Normal",
                ManagedPages = 262144,
                FreePages = 1000,
                PcpPages = 10,
                FreeBlocks = new BlockTable(),
                UnusableIndex = 500,
                FragmentationIndex = -1000,
                InactiveAnonPages = 1,
                ActiveAnonPages = 2,
                InactiveFilePages = 3,
                ActiveFilePages = 4,
                Watermark = WatermarkState.BelowLow,
            },
        ],
        Counters = new long[VmCounters.Count],
        ReservedIdlePages = 9,
        Attempts = 2,
        Granted = 1,
    };
}
