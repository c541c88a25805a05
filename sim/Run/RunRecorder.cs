using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Requests;
using FragSim.Sim.Results;

namespace FragSim.Sim.Run;

/// <summary>Collects what a run leaves behind: requests, samples, maps. Bounded: when there are
/// too many samples, every second one goes and the interval doubles.</summary>
internal sealed class RunRecorder : IRequestLog
{
    private readonly Machine machine;
    private readonly List<RequestRecord> requests = [];
    private readonly List<Sample> samples = [];
    private readonly List<PageblockMap> maps = [];
    private readonly List<BlockerSurvey> blockers = [];
    private readonly MemorySurvey survey;
    private long everyNs;
    private long mapEveryNs;
    private long nextMapNs;
    private long lastSampleNs;
    private double reservedIdlePageNs;
    private long granted;

    public RunRecorder(Machine machine, SimulationOptions options)
    {
        this.machine = machine;
        Options = options;
        survey = new MemorySurvey(machine);
        everyNs = options.SampleEveryNs;
        mapEveryNs = options.SampleEveryNs;
    }

    /// <summary>The machine of the run and how it is watched.</summary>
    public SimulationOptions Options { get; }

    /// <summary>When the next sample is due.</summary>
    public long NextSampleNs { get; private set; }

    public string Phase { get; set; } = "";

    public void Add(RequestRecord request)
    {
        requests.Add(request);
        granted += request.Granted ? 1 : 0;
    }

    public Blocker? WorstBlocker =>
        blockers.Count > 0 && blockers[^1].Blockers.Count > 0 ? blockers[^1].Blockers[0] : null;

    /// <summary>Takes a sample, and a survey when one is due.</summary>
    public void TakeSample()
    {
        if (Options.Validate)
            machine.Validate();
        reservedIdlePageNs += (double)machine.ReservedIdlePages * (machine.NowNs - lastSampleNs);
        lastSampleNs = machine.NowNs;
        samples.Add(SampleNow());
        if (Options.MaxMaps > 0 && machine.NowNs >= nextMapNs)
            TakeSurvey();
        if (samples.Count > Options.MaxSamples)
        {
            Thin(samples);
            everyNs = Doubled(everyNs);
        }
        NextSampleNs = machine.NowNs + everyNs;
    }

    public RunResult Finish(RunKey key, long events, long migrateFailed)
    {
        if (samples.Count == 0 || samples[^1].TimeNs != machine.NowNs)
            TakeSample();
        return new RunResult
        {
            Key = key,
            Summary = Summarize(migrateFailed),
            Requests = requests,
            Samples = samples,
            Maps = maps,
            Blockers = blockers,
            HugeOrder = machine.HugeOrder,
            Events = events,
            EndNs = machine.NowNs,
        };
    }

    private void TakeSurvey()
    {
        blockers.Add(survey.Take(Options.KeepMaps, out PageblockMap? map));
        if (map is not null)
            maps.Add(map);
        if (blockers.Count > Options.MaxMaps)
        {
            Thin(blockers);
            Thin(maps);
            mapEveryNs = Doubled(mapEveryNs);
        }
        nextMapNs = machine.NowNs + mapEveryNs;
    }

    private static long Doubled(long intervalNs) =>
        Math.Min(intervalNs, SimulationOptions.MaxTimeNs) * 2;

    private static void Thin<T>(List<T> list)
    {
        int kept = 0;
        for (int i = 0; i < list.Count; i += 2)
            list[kept++] = list[i];
        list.RemoveRange(kept, list.Count - kept);
    }

    private Sample SampleNow() => new()
    {
        TimeNs = machine.NowNs,
        Phase = Phase,
        Zones = [.. machine.Zones.Select(SampleOf)],
        Counters = machine.Counters.Copy(),
        ReservedIdlePages = machine.ReservedIdlePages,
        Attempts = requests.Count,
        Granted = granted,
    };

    private ZoneSample SampleOf(Zone zone)
    {
        var blocks = new BlockTable();
        for (MigrateType type = 0; (int)type < MigrateTypes.Count; type++)
        {
            for (int order = 0; order < Order.Count; order++)
                blocks[order, type] = zone.Free.Count(order, type);
        }
        var indices = FragmentationIndices.Of(zone.Free, machine.HugeOrder);
        return new ZoneSample
        {
            Zone = zone.Name,
            ManagedPages = zone.Managed,
            FreePages = zone.FreePages,
            PcpPages = zone.PcpPages,
            FreeBlocks = blocks,
            UnusableIndex = indices.Unusable,
            FragmentationIndex = indices.Fragmentation,
            InactiveAnonPages = zone.Lru.InactiveAnon,
            ActiveAnonPages = zone.Lru.ActiveAnon,
            InactiveFilePages = zone.Lru.InactiveFile,
            ActiveFilePages = zone.Lru.ActiveFile,
            Watermark = StateOf(zone),
        };
    }

    private static WatermarkState StateOf(Zone zone)
    {
        Watermarks marks = zone.Watermarks;
        long free = zone.FreePages;
        return free > marks.High ? WatermarkState.AboveHigh
            : free > marks.Low ? WatermarkState.BelowHigh
            : free > marks.Min ? WatermarkState.BelowLow
            : WatermarkState.BelowMin;
    }

    private RunSummary Summarize(long migrateFailed)
    {
        VmCounters counters = machine.Counters;
        long hits = counters[VmCounter.CacheHit], misses = counters[VmCounter.CacheMiss];
        return new RunSummary
        {
            Attempts = requests.Count,
            Granted = granted,
            SuccessPct = Percent(granted, requests.Count),
            OraclePct = Percent(requests.Count(r => r.OracleGranted), requests.Count),
            StallGranted = StallSpread.Of(requests.Where(r => r.Granted)),
            StallRefused = StallSpread.Of(requests.Where(r => !r.Granted)),
            StallTotalNs = requests.Sum(r => r.Stall.TotalNs),
            PagesScanned = requests.Sum(r => r.PagesScanned),
            PagesMigrated = counters[VmCounter.PgmigrateSuccess],
            MigrateFailed = migrateFailed,
            PagesReclaimed = counters[VmCounter.PgstealDirect] + counters[VmCounter.PgstealKswapd],
            ExtfragEvents = counters[VmCounter.Extfrag],
            ReservedIdlePageSeconds = reservedIdlePageNs / 1e9,
            CacheHitPct = hits + misses == 0 ? double.NaN : Percent(hits, hits + misses),
            BaseFailures = counters[VmCounter.AllocFailedBase],
            BackgroundNs = machine.Kswapd.WorkedNs + machine.BackgroundNs,
        };
    }

    private static double Percent(long part, long whole) =>
        whole == 0 ? double.NaN : 100.0 * part / whole;
}
