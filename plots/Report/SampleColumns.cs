using System.Text.Json;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Plots.Report;

/// <summary>The samples of a run, column by column, as the CSV files have them.</summary>
internal static class SampleColumns
{
    private static readonly (string Name, Func<Sample, long> Value)[] Columns =
    [
        ("t", s => s.TimeNs),
        ("attempts", s => s.Attempts),
        ("granted", s => s.Granted),
        ("idle", s => s.ReservedIdlePages),
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
    }

    private static ZoneSample Largest(Sample sample) =>
        sample.Zones.MaxBy(zone => zone.ManagedPages)!;

    private static long FreeBlocks(Sample sample, int order)
    {
        var blocks = 0L;
        foreach (var zone in sample.Zones)
            blocks += zone.FreeBlocks.OfOrder(order);
        return blocks;
    }
}
