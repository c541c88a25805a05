using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Text;

namespace FragSim.Traces.Recordings;

/// <summary>Learns what the compactor remembers at a snapshot, which does not show it, from the
/// trace before, and from where the next run begins.</summary>
/// <remarks>Deferral is said by the events themselves. A run that ended early goes on where it
/// ended, give or take a pageblock; one whose scanners met begins anew, with skip bits cleared
/// unless kswapd, before it slept, has done so already (<c>reset_isolation_suitable</c>).
/// Whole-zone runs (<c>vm.compact_memory</c>) leave no trace in what is remembered.</remarks>
internal sealed class CompactionHistory(IReadOnlyList<ZoneSpan> zones, LineReader lines)
{
    private const int MaxDeferShift = 6;

    /// <summary>From when kswapd lies down to the event that it sleeps.</summary>
    private const long DozeNs = 100_000_000;

    private readonly StartCompaction[] known =
        [.. zones.Select(z => new StartCompaction { Zone = z.Name })];
    private readonly long[] metNs = new long[zones.Count];
    private readonly bool[] begun = new bool[zones.Count];
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
        while (history.begun.Contains(false) && lines.Next(out ReadOnlySpan<byte> line))
            history.SawAfter(line);
        return history.known;
    }

    private void Saw(ReadOnlySpan<byte> line)
    {
        int at = line.IndexOf(": mm_compaction_"u8);
        if (at < 0)
        {
            if (line.IndexOf(": mm_vmscan_kswapd_sleep"u8) >= 0)
                KswapdSleeps(new LineHead(line, lines).TimeNs(lines) - DozeNs);
            SawUser(line);
            return;
        }
        ReadOnlySpan<byte> text = line[(at + ": mm_compaction_".Length)..];
        if (text.StartsWith("defer"u8))
            Deferred(new FtraceFields(text, lines));
        else if (text.StartsWith("end: "u8) && !wholeZone)
            Ended(new FtraceFields(text, lines), direct: line.IndexOf("kcompactd"u8) < 0,
                new LineHead(line, lines).TimeNs(lines));
    }

    private void SawUser(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf("ORACLE compact_memory "u8) >= 0)
            wholeZone = line.IndexOf("begin"u8) >= 0;
    }

    /// <summary>The next run over a zone begins where the one before had left it.</summary>
    private void SawAfter(ReadOnlySpan<byte> line)
    {
        int at = line.IndexOf(": mm_compaction_begin: "u8);
        if (at < 0)
        {
            SawUser(line);
            return;
        }
        (int zone, uint migrate, uint free) = Scanners(new FtraceFields(line[at..], lines));
        if (zone < 0 || wholeZone || begun[zone])
            return;
        begun[zone] = true;
        if (migrate != zones[zone].Start)
            known[zone] = known[zone] with { MigratePfn = migrate, FreePfn = free };
    }

    private void KswapdSleeps(long sinceNs)
    {
        for (int i = 0; i < known.Length; i++)
        {
            if (metNs[i] <= sinceNs)
                known[i] = known[i] with { FlushSkips = false };
        }
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

    private void Ended(FtraceFields fields, bool direct, long timeNs)
    {
        (int zone, uint migrate, uint free) = Scanners(fields);
        if (zone < 0)
            return;
        bool met = migrate >> Order.Huge >= free >> Order.Huge;
        if (met && direct)
            metNs[zone] = timeNs;
        known[zone] = known[zone] with
        {
            MigratePfn = met ? null : migrate,
            FreePfn = met ? null : free,
            FlushSkips = known[zone].FlushSkips || (met && direct),
        };
    }

    /// <summary>The zone of a run, -1 when it is none of these, and where its scanners are.
    /// </summary>
    private (int Zone, uint Migrate, uint Free) Scanners(FtraceFields fields)
    {
        uint start = fields.Number("zone_start="u8, int.MaxValue);
        uint migrate = fields.Number("migrate_pfn="u8, int.MaxValue);
        uint free = fields.Number("free_pfn="u8, int.MaxValue);
        return (Find(start), migrate, free);
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
