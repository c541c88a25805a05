using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files.Reading;

/// <summary>Reads samples.csv and vmstat.csv back: the one has the zones of each sample, the other
/// its counters.</summary>
internal sealed class SamplesReader
{
    private static readonly Dictionary<string, MigrateType> Types =
        Enum.GetValues<MigrateType>().ToDictionary(MigrateTypes.KernelName);

    private readonly ResultTable table;
    private readonly int[] free;

    private SamplesReader(ResultTable table)
    {
        this.table = table;
        free = [.. Enumerable.Range(0, Order.Count).Select(o => table.Column($"free_order_{o}"))];
    }

    public static ILookup<RunKey, Sample> Read(string samplesPath, string vmstatPath)
    {
        Dictionary<RunKey, Queue<(long TimeNs, long[] Counters)>> counters = Counters(vmstatPath);
        using ResultTable table = new(samplesPath);
        return new SamplesReader(table).Read(counters);
    }

    private ILookup<RunKey, Sample> Read(
        Dictionary<RunKey, Queue<(long TimeNs, long[] Counters)>> counters)
    {
        List<(RunKey Key, Sample Sample)> samples = [];
        List<ZoneSample> zones = [];
        int time = table.Column("time_ns"), zone = table.Column("zone");
        while (table.Next())
        {
            RunKey key = table.Key();
            MigrateType type = TypeOf(table.Column("migrate_type"));
            bool sameSample = samples.Count > 0 && samples[^1].Key == key
                && samples[^1].Sample.TimeNs == table.Number(time);
            string name = table.Text(zone);
            // A zone's rows begin with the first type. Two samples of one moment are told apart by
            // the zone that comes again.
            if (type == MigrateType.Unmovable)
            {
                if (!sameSample || zones.Exists(z => z.Zone == name))
                {
                    Finish(samples, zones);
                    samples.Add((key, Sample(key, table.Number(time), counters)));
                }
                zones.Add(Zone(name));
            }
            if (zones.Count == 0)
                throw table.Wrong("column migrate_type: the zone's row for Unmovable is missing");
            AddFree(zones, type);
        }
        Finish(samples, zones);
        return samples.ToLookup(s => s.Key, s => s.Sample);
    }

    private MigrateType TypeOf(int column) =>
        Types.TryGetValue(table.Text(column), out MigrateType type)
            ? type : throw table.Wrong(column, $"is none of {string.Join(", ", Types.Keys)}");

    private static void Finish(
        List<(RunKey Key, Sample Sample)> samples, List<ZoneSample> zones)
    {
        if (samples.Count > 0)
            samples[^1] = (samples[^1].Key, samples[^1].Sample with { Zones = [.. zones] });
        zones.Clear();
    }

    private void AddFree(List<ZoneSample> zones, MigrateType type)
    {
        for (int order = 0; order < Order.Count; order++)
            zones[^1].FreeBlocks[order, type] = table.Number(free[order]);
    }

    private Sample Sample(
        RunKey key, long timeNs, Dictionary<RunKey, Queue<(long TimeNs, long[] Counters)>> counters)
    {
        if (!counters.TryGetValue(key, out Queue<(long TimeNs, long[] Counters)>? rows)
            || !rows.TryDequeue(out (long TimeNs, long[] Counters) row) || row.TimeNs != timeNs)
            throw table.Wrong(table.Column("time_ns"), "has no row in vmstat.csv");
        return new Sample
        {
            TimeNs = timeNs,
            Phase = table.Text(table.Column("phase")),
            Zones = [],
            Counters = row.Counters,
            ReservedIdlePages = table.Number(table.Column("reserved_idle_pages")),
            Attempts = table.Number(table.Column("attempts")),
            Granted = table.Number(table.Column("granted")),
        };
    }

    private ZoneSample Zone(string name) => new()
    {
        Zone = name,
        ManagedPages = table.Number(table.Column("managed_pages")),
        FreePages = table.Number(table.Column("free_pages")),
        PcpPages = table.Number(table.Column("pcp_pages")),
        FreeBlocks = new BlockTable(),
        UnusableIndex = (int)table.Number(table.Column("unusable_index")),
        FragmentationIndex = (int)table.Number(table.Column("fragmentation_index")),
        InactiveAnonPages = table.Number(table.Column("inactive_anon_pages")),
        ActiveAnonPages = table.Number(table.Column("active_anon_pages")),
        InactiveFilePages = table.Number(table.Column("inactive_file_pages")),
        ActiveFilePages = table.Number(table.Column("active_file_pages")),
        Watermark = table.Word<WatermarkState>(table.Column("watermark")),
    };

    private static Dictionary<RunKey, Queue<(long TimeNs, long[] Counters)>> Counters(string path)
    {
        using ResultTable table = new(path);
        int time = table.Column("time_ns");
        int[] columns = [.. Enum.GetValues<VmCounter>()
            .Select(c => table.ColumnIfThere(VmCounters.KernelName(c)))];
        Dictionary<RunKey, Queue<(long TimeNs, long[] Counters)>> counters = [];
        while (table.Next())
        {
            RunKey key = table.Key();
            if (!counters.TryGetValue(key, out Queue<(long TimeNs, long[] Counters)>? rows))
                counters.Add(key, rows = []);
            // Counters that came later were zero before.
            rows.Enqueue((
                table.Number(time), [.. columns.Select(at => at < 0 ? 0 : table.Number(at))]));
        }
        return counters;
    }
}
