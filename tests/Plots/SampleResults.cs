using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Results;

namespace FragSim.Tests.Plots;

/// <summary>Results made by rule, not by simulation: each strategy has its own level of success,
/// stall and work, each seed its own noise.</summary>
internal static class SampleResults
{
    public const long Second = 1_000_000_000;
    private const int Seconds = 600;
    private const int Blocks = 512;
    private const int BlockPages = 512;

    public static readonly string[] Twelve =
    [
        "none", "partition", "grouping", "compaction", "linux", "lumpy", "proactive", "strict",
        "reservation", "partition:movable=25%", "grouping+compaction", "hybrid",
    ];

    public static IReadOnlyList<RunResult> Of(int strategies, int seeds = 5, int requests = 400) =>
        Named(Twelve[..strategies], seeds, requests);

    public static IReadOnlyList<RunResult> Named(
        IEnumerable<string> strategies, int seeds = 5, int requests = 400) =>
    [
        .. strategies.SelectMany((name, rank) => Enumerable.Range(1, seeds)
            .Select(seed => Run(name, rank, (ulong)seed, requests))),
    ];

    /// <summary>A run in which nothing happened.</summary>
    public static RunResult Empty(string strategy) => Run(strategy, 0, 1, 0) with
    {
        Samples = [],
        Maps = [],
        Blockers = [],
        EndNs = 0,
        Events = 0,
    };

    private static RunResult Run(string strategy, int rank, ulong seed, int count)
    {
        var noise = new Noise((seed * 7919) + (ulong)rank);
        var requests = Enumerable.Range(0, count)
            .Select(i => Request(i, count, rank, noise)).ToArray();
        return new RunResult
        {
            Key = new RunKey("churn", strategy, seed),
            HugeOrder = Order.Huge,
            Events = 1_000_000,
            EndNs = Seconds * Second,
            Requests = requests,
            Samples = [.. Enumerable.Range(0, 200).Select(i => SampleAt(i * 3, rank, noise))],
            Maps = [.. Enumerable.Range(0, 100).Select(i => Map(i * 6, rank, noise))],
            Blockers = [.. Enumerable.Range(0, 100).Select(i => Survey(i * 6, rank))],
            Summary = Summary(requests, rank, noise),
            Contention = count == 0 ? [] : [.. Contended(rank)],
        };
    }

    private static IEnumerable<Contention> Contended(int rank) =>
        from locking in (string[])["tree", "concurrent"]
        from cpus in (int[])[1, 2, 4, 8, 16]
        let most = locking == "tree" ? 3 : 40
        select new Contention
        {
            Locking = locking,
            Cpus = cpus,
            Operations = 1_000_000 * cpus * most / (cpus + most) * (20 + rank) / 20,
            ElapsedNs = Second,
            LockWaitNs = 1_000_000_000L * cpus * cpus / most,
            OtherWaitNs = 0,
            Restarts = 0,
        };

    private static string PhaseAt(double second) =>
        second < 150 ? "warm-up" : second < 420 ? "file cache churn" : "drain";

    private static double Level(int rank) => 0.12 + (0.8 * ((rank * 5) % 12) / 12);

    private static RequestRecord Request(int i, int count, int rank, Noise noise)
    {
        var second = (double)Seconds * i / count;
        var harder = PhaseAt(second) == "file cache churn" ? 0.6 : 1;
        var draw = noise.Next();
        var granted = draw < Level(rank) * harder;
        var free = noise.Next() < 0.25;
        var work = (long)Math.Pow(10, 4 + (rank * 0.15) + (2.2 * noise.Next()));
        return new RequestRecord
        {
            TimeNs = (long)(second * Second),
            Phase = PhaseAt(second),
            Id = (uint)i,
            Order = Order.Huge,
            Granted = granted,
            Path = granted ? GrantPath.Compacted : GrantPath.None,
            Failure = granted ? FailureCause.None : FailureCause.Fragmented,
            Stall = free || rank == 0 ? default : new Stall
            {
                ScanNs = work,
                MigrateNs = work * (rank % 4),
                ReclaimNs = work * (rank % 3) / 2,
                WritebackNs = work * (rank % 5) / 3,
                ZeroNs = 90_000,
                LockNs = 4_000,
            },
            PagesScanned = 100,
            PagesMigrated = 30,
            PagesReclaimed = 10,
            OracleGranted = draw < 0.5 + (0.5 * Level(rank)) || granted,
            Obstacle = granted ? null : FailureOf(i + rank),
        };
    }

    private static RequestFailure FailureOf(int i)
    {
        var obstacle = (Obstacle)(i % Enum.GetValues<Obstacle>().Length);
        PageSource? source = obstacle is Obstacle.Unmovable or Obstacle.Pinned
            ? (PageSource)(i / 8 % 8) : null;
        return new RequestFailure(obstacle, source, 1000 + i, 2000, 30);
    }

    private static BlockerSurvey Survey(int second, int rank)
    {
        var blockers = Enumerable.Range(0, 12).Select(i => new Blocker(
            (PageSource)(i % 8), i < 8 ? Hindrance.Unmovable : Hindrance.Pinned,
            Math.Max(1, (400 / (i + 1)) - (20 * rank) + (second / 60)), 3, 5000 / (i + 1)));
        return new BlockerSurvey
        {
            TimeNs = second * Second,
            HugeBlocks = Blocks,
            HeldBlocks = 410 - (20 * rank),
            InUse = 12,
            Blockers = [.. blockers.OrderByDescending(b => b.Blocks)],
        };
    }

    private static Sample SampleAt(int second, int rank, Noise noise)
    {
        var blocks = new BlockTable();
        var total = 0L;
        for (var order = 0; order < Order.Count; order++)
        {
            var pages = (30_000 / (1 + Math.Abs(order - 4 - (rank % 6)))
                * (1.2 + Math.Sin((second / 90.0) + rank))) + (500 * noise.Next());
            blocks[order, MigrateType.Movable] =
                (long)pages / Order.Pages(order);
            total += (long)pages / Order.Pages(order) * Order.Pages(order);
        }
        var index = 1000 * (1 - (Level(rank) * (0.6 + (0.4 * Math.Cos(second / 120.0)))));
        return new Sample
        {
            TimeNs = second * Second,
            Phase = PhaseAt(second),
            Zones = [Zone(blocks, total, (int)Math.Clamp(index + (20 * noise.Next()), 0, 1000))],
            Counters = new VmCounters().Copy(),
            ReservedIdlePages = rank == 1 ? 50_000 : 0,
            Attempts = second,
            Granted = second / 2,
        };
    }

    private static ZoneSample Zone(BlockTable blocks, long free, int index) => new()
    {
        Zone = "Normal",
        ManagedPages = Blocks * BlockPages,
        FreePages = free,
        PcpPages = 100,
        FreeBlocks = blocks,
        UnusableIndex = index,
        FragmentationIndex = 500,
        InactiveAnonPages = 1000,
        ActiveAnonPages = 1000,
        InactiveFilePages = 1000,
        ActiveFilePages = 1000,
        Watermark = WatermarkState.AboveHigh,
    };

    private static PageblockMap Map(int second, int rank, Noise noise)
    {
        var cells = new PageblockCell[Blocks];
        for (var i = 0; i < Blocks; i++)
        {
            var wave = Math.Sin((i / 40.0) + (second / 150.0) + rank) + (0.5 * noise.Next());
            cells[i] = wave switch
            {
                > 0.9 => new PageblockCell(MigrateType.Movable, 12, 500, 0, 0),
                > 0.2 => new PageblockCell(MigrateType.Movable, 100, 400, 2, 10)
                {
                    Pinned = 4,
                    Owner = PageSource.Anon,
                    Holder = PageSource.Slab,
                },
                > -0.2 => new PageblockCell(MigrateType.Reclaimable, 112, 0, 400, 0),
                > -0.5 => new PageblockCell(MigrateType.Unmovable, 12, 0, 0, 500),
                _ => new PageblockCell(MigrateType.Movable, 512, 0, 0, 0),
            };
        }
        return new PageblockMap(second * Second, 1, cells);
    }

    private static RunSummary Summary(RequestRecord[] requests, int rank, Noise noise) => new()
    {
        Attempts = requests.Length,
        Granted = requests.Count(r => r.Granted),
        SuccessPct = 50,
        OraclePct = 90,
        StallGranted = new StallSpread(1000, 10_000, 100_000, 1_000_000),
        StallRefused = StallSpread.Of(requests.Where(r => !r.Granted)),
        StallTotalNs = 10_000_000,
        PagesScanned = 1_000_000,
        PagesMigrated = (long)(rank * 41_000 * (0.8 + (0.4 * noise.Next()))),
        MigrateFailed = 10,
        PagesReclaimed = (long)((rank * 7 % 12) * 9_000 * (0.8 + (0.4 * noise.Next()))),
        ExtfragEvents = 100,
        ReservedIdlePageSeconds = rank is 1 or 9 ? (25_000 + (3000 * noise.Next())) * Seconds : 0,
        CacheHitPct = rank == 7 ? double.NaN : 70 + (2 * rank) + noise.Next(),
        BaseFailures = 0,
        BackgroundNs = 0,
    };

    /// <summary>SplitMix64, so that the same picture comes out everywhere.</summary>
    private sealed class Noise(ulong state)
    {
        public double Next()
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 11) / (double)(1L << 53);
        }
    }
}
