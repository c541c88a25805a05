using CsvHelper;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files;

/// <summary>
/// samples.csv: a row per sample, zone and migrate type. The three mobilities always have their
/// row; the other types have one when they have a free block. What belongs to the zone or to the
/// whole machine repeats in each of its rows.
/// </summary>
internal static class SamplesCsv
{
    private static readonly string[] Columns =
    [
        "time_ns", "phase", "zone", "migrate_type",
        .. Enumerable.Range(0, Order.Count).Select(order => $"free_order_{order}"),
        "unusable_index", "fragmentation_index", "managed_pages", "free_pages", "pcp_pages",
        "inactive_anon_pages", "active_anon_pages", "inactive_file_pages", "active_file_pages",
        "watermark", "reserved_idle_pages", "attempts", "granted",
    ];

    public static void Write(Stream stream, IReadOnlyList<RunResult> results)
    {
        using CsvWriter csv = ResultCsv.Start(stream, Columns);
        foreach (RunResult result in results)
        {
            foreach (Sample sample in result.Samples)
            {
                foreach (ZoneSample zone in sample.Zones)
                    WriteZone(csv, result.Key, sample, zone);
            }
        }
    }

    private static void WriteZone(CsvWriter csv, RunKey key, Sample sample, ZoneSample zone)
    {
        for (MigrateType type = 0; (int)type < MigrateTypes.Count; type++)
        {
            ReadOnlySpan<long> free = zone.FreeBlocks.Of(type);
            if ((int)type >= MigrateTypes.PcpCount && !free.ContainsAnyExcept(0))
                continue;
            csv.WriteKey(key);
            csv.WriteField(sample.TimeNs);
            csv.WriteText(sample.Phase);
            csv.WriteText(zone.Zone);
            csv.WriteField(MigrateTypes.KernelName(type));
            foreach (long blocks in free)
                csv.WriteField(blocks);
            WriteRest(csv, sample, zone);
            csv.EndRecord();
        }
    }

    private static void WriteRest(CsvWriter csv, Sample sample, ZoneSample zone)
    {
        csv.WriteField(zone.UnusableIndex);
        csv.WriteField(zone.FragmentationIndex);
        csv.WriteField(zone.ManagedPages);
        csv.WriteField(zone.FreePages);
        csv.WriteField(zone.PcpPages);
        csv.WriteField(zone.InactiveAnonPages);
        csv.WriteField(zone.ActiveAnonPages);
        csv.WriteField(zone.InactiveFilePages);
        csv.WriteField(zone.ActiveFilePages);
        csv.WriteField(RequestsCsv.Name(zone.Watermark));
        csv.WriteField(sample.ReservedIdlePages);
        csv.WriteField(sample.Attempts);
        csv.WriteField(sample.Granted);
    }
}
