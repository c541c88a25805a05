using System.Text.Json;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Plots.Report;

/// <summary>The samples of a run, column by column, as the CSV files have them; and its requests
/// by the window they fall into.</summary>
internal static class SampleColumns
{
    /// <summary>Windows of requests along a run, and how many of them one value looks back.
    /// </summary>
    private const int Windows = 160;
    private const int Trailing = 8;

    private static readonly (string Name, Func<Sample, long> Value)[] Columns =
    [
        ("t", s => s.TimeNs),
        ("attempts", s => s.Attempts),
        ("granted", s => s.Granted),
        ("idle", s => s.ReservedIdlePages),
        ("unusable", s => Largest(s).UnusableIndex),
        ("fragmentation", s => Largest(s).FragmentationIndex),
        ("free", s => s.Zones.Sum(z => z.FreePages + z.PcpPages)),
        ("file", s => s.Zones.Sum(z => z.InactiveFilePages + z.ActiveFilePages)),
        ("hits", s => s.Counters[(int)VmCounter.CacheHit]),
        ("misses", s => s.Counters[(int)VmCounter.CacheMiss]),
        ("migrated", s => s.Counters[(int)VmCounter.PgmigrateSuccess]),
        ("reclaimed", s => s.Counters[(int)VmCounter.PgstealDirect]
            + s.Counters[(int)VmCounter.PgstealKswapd]),
        ("scanned", s => s.Counters[(int)VmCounter.CompactMigrateScanned]
            + s.Counters[(int)VmCounter.CompactFreeScanned]),
    ];

    public static void Write(Utf8JsonWriter json, RunResult run)
    {
        json.WriteStartObject("samples");
        foreach (var (name, value) in Columns)
            ReportData.Numbers(json, name, run.Samples.Select(value));
        json.WriteStartArray("blocks");
        for (var order = 0; order < Order.Count; order++)
        {
            json.WriteStartArray();
            foreach (var sample in run.Samples) json.WriteNumberValue(FreeBlocks(sample, order));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteString("zone", run.Samples.Count > 0 ? Largest(run.Samples[0]).Zone : "");
        json.WriteEndObject();
        WriteRequests(json, run);
    }

    private static ZoneSample Largest(Sample sample) =>
        sample.Zones.MaxBy(zone => zone.ManagedPages)!;

    private static long FreeBlocks(Sample sample, int order)
    {
        var blocks = 0L;
        foreach (var zone in sample.Zones)
            for (var i = order; i < zone.FreeBlocks.Length; i += Order.Count)
                blocks += zone.FreeBlocks[i];
        return blocks;
    }

    /// <summary>For each window: when it ends, and of the requests in it and in those shortly
    /// before it how many there were, how many were granted, and how many the oracle could.
    /// </summary>
    private static void WriteRequests(Utf8JsonWriter json, RunResult run)
    {
        var (asked, granted, oracle) = (new long[Windows], new long[Windows], new long[Windows]);
        foreach (var request in run.Requests)
        {
            var at = Moments.PartOf(request.TimeNs, run.EndNs, Windows);
            asked[at]++;
            granted[at] += request.Granted ? 1 : 0;
            oracle[at] += request.OracleGranted ? 1 : 0;
        }
        json.WriteStartObject("requests");
        ReportData.Numbers(json, "t", Enumerable.Range(1, Windows)
            .Select(i => (long)((Int128)run.EndNs * i / Windows)));
        ReportData.Numbers(json, "asked", Trail(asked));
        ReportData.Numbers(json, "granted", Trail(granted));
        ReportData.Numbers(json, "oracle", Trail(oracle));
        json.WriteEndObject();
    }

    private static IEnumerable<long> Trail(long[] counts) => counts.Select(
        (_, i) => counts[Math.Max(0, i - Trailing + 1)..(i + 1)].Sum());
}
