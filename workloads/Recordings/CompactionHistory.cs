using FragSim.Sim;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Recordings;

/// <summary>Learns what the compactor remembers at a snapshot, which does not show it, from the
/// trace before.</summary>
/// <remarks>Deferral is said by the events themselves. A run that ended early goes on where it
/// ended, give or take a pageblock; one whose scanners met begins anew. Whole-zone runs
/// (<c>vm.compact_memory</c>) leave no trace in what is remembered.</remarks>
internal sealed class CompactionHistory(IReadOnlyList<ZoneSpan> zones, LineReader lines)
{
    private const int MaxDeferShift = 6;

    private readonly StartCompaction[] known =
        [.. zones.Select(z => new StartCompaction { Zone = z.Name })];
    private bool wholeZone;

    /// <param name="tracePath">The recording's trace.</param>
    /// <param name="mark">The snapshot to read up to.</param>
    /// <param name="zones">Zones of the snapshot.</param>
    /// <returns>One entry a zone.</returns>
    /// <exception cref="InputException">A line is damaged.</exception>
    public static IReadOnlyList<StartCompaction> Read(
        string tracePath, string mark, IReadOnlyList<ZoneSpan> zones)
    {
        using LineReader lines = new(tracePath, FtraceParser.MaxLineBytes, ahead: true);
        CompactionHistory history = new(zones, lines);
        byte[] end = System.Text.Encoding.UTF8.GetBytes($"ORACLE snap {mark} lists-read");
        while (lines.Next(out ReadOnlySpan<byte> line) && !line.EndsWith(end))
            history.Saw(line);
        return history.known;
    }

    private void Saw(ReadOnlySpan<byte> line)
    {
        int at = line.IndexOf(": mm_compaction_"u8);
        if (at < 0)
        {
            if (line.IndexOf("ORACLE compact_memory "u8) >= 0)
                wholeZone = line.IndexOf("begin"u8) >= 0;
            return;
        }
        ReadOnlySpan<byte> text = line[(at + ": mm_compaction_".Length)..];
        if (text.StartsWith("defer"u8))
            Deferred(new FtraceFields(text, lines));
        else if (text.StartsWith("end: "u8) && !wholeZone)
            Ended(new FtraceFields(text, lines), direct: line.IndexOf("kcompactd"u8) < 0);
    }

    private void Deferred(FtraceFields fields)
    {
        int zone = Find(System.Text.Encoding.UTF8.GetString(fields.Word("zone="u8)));
        if (zone < 0)
            return;
        uint failed = fields.Number("order_failed="u8, Order.Gigantic);
        uint considered = fields.Number("consider="u8, 1 << MaxDeferShift);
        uint limit = fields.Number("limit="u8, 1 << MaxDeferShift);
        known[zone] = known[zone] with
        {
            Considered = (int)considered,
            OrderFailed = (int)failed,
            DeferShift = System.Numerics.BitOperations.Log2(Math.Max(limit, 1)),
        };
    }

    private void Ended(FtraceFields fields, bool direct)
    {
        uint start = fields.Number("zone_start="u8, int.MaxValue);
        uint migrate = fields.Number("migrate_pfn="u8, int.MaxValue);
        uint free = fields.Number("free_pfn="u8, int.MaxValue);
        int zone = Find(start);
        if (zone < 0)
            return;
        bool met = migrate >> Order.Huge >= free >> Order.Huge;
        known[zone] = known[zone] with
        {
            MigratePfn = met ? null : migrate,
            FreePfn = met ? null : free,
            FlushSkips = known[zone].FlushSkips || (met && direct),
        };
    }

    private int Find(string name) => Array.FindIndex(known, z => z.Zone == name);

    private int Find(uint start)
    {
        for (int i = 0; i < zones.Count; i++)
        {
            if (zones[i].Start == start)
                return i;
        }
        return -1;
    }
}
