using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Browser;

/// <summary>Runs of any size, made by rule.</summary>
internal static class MadeUpRun
{
    private const long Second = 1_000_000_000;

    /// <param name="name">Of the workload, of its phases and of its zone.</param>
    /// <param name="strategy">Its name.</param>
    /// <param name="samples">How many; there are a third as many maps.</param>
    /// <param name="cells">Of each map.</param>
    public static RunResult Of(string name, string strategy, int samples, int cells) => new()
    {
        Key = new RunKey(name, strategy, 1),
        HugeOrder = Order.Huge,
        Events = 1,
        EndNs = samples * Second,
        Requests = [.. Enumerable.Range(0, samples * 10).Select(i => Request(name, i))],
        Samples = [.. Enumerable.Range(0, samples).Select(i => Sample(name, i))],
        Maps = [.. Enumerable.Range(0, (samples + 2) / 3).Select(i => Map(i, cells))],
        Summary = Summary,
    };

    private static RequestRecord Request(string name, int i) => new()
    {
        TimeNs = i * Second / 10,
        Phase = name,
        Id = (uint)i,
        Order = Order.Huge,
        Granted = i % 3 > 0,
        Path = i % 3 > 0 ? GrantPath.Compacted : GrantPath.None,
        Failure = i % 3 > 0 ? FailureCause.None : FailureCause.Deferred,
        Stall = new Stall { ScanNs = i * 997, MigrateNs = i * 4001 },
        PagesScanned = i,
        PagesMigrated = i,
        PagesReclaimed = i,
        OracleGranted = true,
        Obstacle = i % 3 > 0
            ? null : new RequestFailure(Obstacle.Incomplete, null, 100, 200, 300),
    };

    private static PageblockMap Map(int i, int cells) => new(
        i * 3 * Second, 8, [.. Enumerable.Range(0, cells).Select(cell =>
            new PageblockCell(MigrateType.Movable, 4096 - Mixed(i, cell), Mixed(i, cell), 0, 0))]);

    /// <summary>Pages in use, of no pattern that would be small to tell.</summary>
    private static int Mixed(int map, int cell) =>
        (int)((((uint)map * 2654435761) ^ ((uint)cell * 40503)) >> 7 & 4095);

    private static Sample Sample(string name, int i) => new()
    {
        TimeNs = i * Second,
        Phase = i == 0 ? "" : name,
        Zones =
        [
            new ZoneSample
            {
                Zone = name,
                ManagedPages = 1 << 20,
                FreePages = 100 * i,
                PcpPages = i,
                FreeBlocks = Blocks(i),
                UnusableIndex = i % 1000,
                FragmentationIndex = -1000,
                InactiveAnonPages = i,
                ActiveAnonPages = i,
                InactiveFilePages = i,
                ActiveFilePages = i,
                Watermark = WatermarkState.AboveHigh,
            },
        ],
        Counters = [.. Enumerable.Repeat<long>(i * 1000, VmCounters.Count)],
        ReservedIdlePages = i,
        Attempts = i * 10,
        Granted = i * 6,
    };

    private static BlockTable Blocks(int count)
    {
        var blocks = new BlockTable();
        for (MigrateType type = 0; (int)type < MigrateTypes.Count; type++)
        {
            for (int order = 0; order < Order.Count; order++)
                blocks[order, type] = count;
        }
        return blocks;
    }

    private static readonly RunSummary Summary = new()
    {
        Attempts = 0,
        Granted = 0,
        SuccessPct = double.NaN,
        OraclePct = double.NaN,
        StallGranted = default,
        StallRefused = default,
        StallTotalNs = 0,
        PagesScanned = 0,
        PagesMigrated = 0,
        MigrateFailed = 0,
        PagesReclaimed = 0,
        ExtfragEvents = 0,
        ReservedIdlePageSeconds = 0,
        CacheHitPct = double.NaN,
        BaseFailures = 0,
        BackgroundNs = 0,
    };
}
