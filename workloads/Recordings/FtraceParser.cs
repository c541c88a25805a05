using System.Text;
using FragSim.Sim.Memory;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Recordings;

/// <summary>
/// Reads <c>/sys/kernel/tracing/trace</c> as the kernel prints it, one record a line, without
/// allocating except for marks.
/// </summary>
internal sealed class FtraceParser(LineReader lines) : IDisposable
{
    internal const int MaxLineBytes = 4096;
    private const uint MaxOrder = Order.Gigantic;
    private const int CommBytes = 16;
    private const int PageStructBytes = 64;

    private readonly GfpNames _gfp = new();
    // Where struct page 0 is; without address randomisation always here, else learnt from the
    // first event that gives both the address and the number.
    private ulong _memmap = 0xffffea0000000000;
    private bool _memmapKnown;

    public LineReader Lines => lines;

    /// <summary>Reads the fields of the events that name free lists too; a replay of what tasks
    /// asked for needs none of them.</summary>
    public bool ReadsLists { get; init; }

    /// <summary>Lines of events that this parser does not know.</summary>
    public long UnknownEvents { get; private set; }

    /// <summary>Reads the next line of any kind; false at the end.</summary>
    /// <exception cref="Sim.InputException">A line of a known event is damaged.</exception>
    public bool Read(ref FtraceRecord record)
    {
        if (!lines.Next(out ReadOnlySpan<byte> line))
            return false;
        record.Kind = FtraceKind.Other;
        record.Text = null;
        if (line.Length == 0 || line[0] == '#')
            return true;
        if (line.StartsWith("CPU:"u8))
            ParseLost(line, ref record);
        else
            ParseEvent(line, ref record);
        return true;
    }

    public void Dispose() => lines.Dispose();

    /// <summary><c>CPU:0 [LOST 42 EVENTS]</c>.</summary>
    private void ParseLost(ReadOnlySpan<byte> line, ref FtraceRecord record)
    {
        if (line.IndexOf("[LOST "u8) < 0)
            return;
        record.Kind = FtraceKind.Lost;
        record.Lost = line.IndexOf("[LOST EVENTS]"u8) >= 0
            ? 1 : (long)new FtraceFields(line, lines).Number("[LOST "u8);
    }

    /// <summary><c>TASK-PID [CPU] FLAGS SECONDS: EVENT: FIELDS</c>. The task's name may hold any
    /// character, so the pid is found from its fixed column, or else from the CPU after it.
    /// </summary>
    private void ParseEvent(ReadOnlySpan<byte> line, ref FtraceRecord record)
    {
        bool padded = line.Length > CommBytes && line[CommBytes] == '-';
        int cpu = (padded ? line[CommBytes..].IndexOf((byte)'[') : line.IndexOf(" ["u8) + 1)
            + (padded ? CommBytes : 0);
        int dash = padded ? CommBytes : line[..Math.Max(0, cpu)].LastIndexOf((byte)'-');
        if (dash < 0 || cpu <= dash)
            throw lines.At("this is not a line of a trace; give /sys/kernel/tracing/trace as the "
                + "kernel prints it");
        record.Pid = Pid(line[(dash + 1)..cpu]);
        ReadOnlySpan<byte> comm = line[..dash].TrimStart((byte)' ');
        record.Task = comm.StartsWith("kswapd"u8) ? FtraceTask.Kswapd
            : comm.StartsWith("kcompactd"u8) ? FtraceTask.Kcompactd : FtraceTask.Other;

        int colon = line[cpu..].IndexOf(": "u8) + cpu;
        int start = colon < cpu ? -1 : line[cpu..colon].LastIndexOf((byte)' ') + cpu + 1;
        if (start <= cpu)
            throw lines.At("the event has no time; the line is damaged or cut");
        record.TimeNs = Time(line[start..colon]);
        line = line[(colon + 2)..];
        int end = line.IndexOf(": "u8);
        if (end > 0)
            ParseFields(line[..end], line[(end + 2)..], ref record);
    }

    private int Pid(ReadOnlySpan<byte> text)
    {
        int pid = 0;
        int digits = 0;
        foreach (byte c in text)
        {
            if (c is < (byte)'0' or > (byte)'9')
                break;
            pid = unchecked(pid * 10 + (c - '0'));
            digits++;
        }
        return digits is > 0 and < 10 ? pid
            : throw lines.At("the event has no process id; the line is damaged or cut");
    }

    private long Time(ReadOnlySpan<byte> text)
    {
        long value = 0;
        int point = -1;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '.' && point < 0)
                point = i;
            else if (text[i] is >= (byte)'0' and <= (byte)'9' && i < 19)
                value = value * 10 + (text[i] - '0');
            else
                throw lines.At("the event's time is not a number of seconds; the line is damaged");
        }
        int decimals = point < 0 ? 0 : text.Length - point - 1;
        if (decimals > 9 || text.Length - decimals > 10)
            throw lines.At("the event's time is out of range; the line is damaged");
        for (; decimals < 9; decimals++)
            value *= 10;
        return value;
    }

    private void ParseFields(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> rest, ref FtraceRecord record)
    {
        record.Kind = FtraceNames.Kind(name);
        FtraceFields fields = new(rest, lines);
        switch (record.Kind)
        {
            case FtraceKind.Alloc:
                ParsePage(ref fields, ref record);
                record.Mobility = (MigrateType)fields.Number(
                    "migratetype="u8, (uint)MigrateType.Reclaimable);
                record.Gfp = _gfp.Parse(fields.Word("gfp_flags="u8));
                break;
            case FtraceKind.Free:
                ParsePage(ref fields, ref record);
                break;
            case FtraceKind.IsolateFree or FtraceKind.Split:
                record.Pfn = PageNumber(fields.Hex("page="u8));
                record.Order = (byte)fields.Number("order="u8, MaxOrder);
                break;
            case FtraceKind.Migrate:
                record.Pfn = PageNumber(fields.Hex("newpage="u8));
                record.OldPfn = PageNumber(fields.Hex("page="u8));
                break;
            case FtraceKind.CompactionBegin:
                record.Sync = fields.Word("mode="u8).SequenceEqual("sync"u8);
                break;
            case FtraceKind.Mark:
                ParseMark(rest, ref record);
                break;
            case FtraceKind.ZoneLocked or FtraceKind.PcpuDrain when ReadsLists:
                ParsePage(ref fields, ref record);
                record.Mobility = ListType(ref fields, "migratetype="u8);
                break;
            case FtraceKind.Extfrag when ReadsLists:
                record.Pfn = fields.Number("pfn="u8, int.MaxValue);
                record.Order = (byte)fields.Number("fallback_order="u8, Order.MaxBuddy);
                record.Mobility = ListType(ref fields, "alloc_migratetype="u8);
                record.ChangesOwnership = fields.Number("change_ownership="u8, 1) == 1;
                break;
            case FtraceKind.SetPageblock when ReadsLists:
                record.Pfn = PageNumber(fields.Hex("page="u8));
                record.Order = Order.Base;
                record.Mobility = ListType(ref fields, "mt="u8);
                break;
            case FtraceKind.Other:
                UnknownEvents++;
                break;
            default:
                break;
        }
    }

    /// <summary>A kernel without CMA, as most small ones are, counts Isolate as 4.</summary>
    private static MigrateType ListType(ref FtraceFields fields, ReadOnlySpan<byte> name) =>
        fields.Number(name, (uint)MigrateType.Isolate) is uint type and < (uint)MigrateType.Cma
            ? (MigrateType)type : MigrateType.Isolate;

    private void ParsePage(ref FtraceFields fields, ref FtraceRecord record)
    {
        ReadOnlySpan<byte> page = fields.Word("page="u8);
        bool none = page.IndexOfAnyExcept((byte)'0') < 0 || page.SequenceEqual("(null)"u8);
        record.Pfn = fields.Number("pfn="u8, int.MaxValue);
        record.Order = (byte)fields.Number("order="u8, MaxOrder);
        if (none && record.Kind == FtraceKind.Alloc)
            record.Kind = FtraceKind.AllocFailed;
        else if (!_memmapKnown)
            LearnMemmap(page, record.Pfn);
    }

    private void LearnMemmap(ReadOnlySpan<byte> page, uint pfn)
    {
        _memmapKnown = true;
        // Before 5.10 addresses were printed hashed; such a value is never a kernel address.
        if (ulong.TryParse(page, System.Globalization.NumberStyles.HexNumber, null, out ulong at)
            && at >> 48 == 0xffff)
            _memmap = at - (ulong)pfn * PageStructBytes;
    }

    private uint PageNumber(ulong page)
    {
        ulong pfn = unchecked(page - _memmap) / PageStructBytes;
        return pfn < Pfn.None ? (uint)pfn
            : throw lines.At($"page=0x{page:x} is no struct page; the line is damaged");
    }

    private static void ParseMark(ReadOnlySpan<byte> rest, ref FtraceRecord record)
    {
        if (rest.StartsWith("ORACLE "u8))
            record.Text = Encoding.UTF8.GetString(rest["ORACLE ".Length..]);
        else
            record.Kind = FtraceKind.Other;
    }
}
