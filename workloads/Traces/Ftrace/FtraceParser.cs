using System.Text;
using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Traces.Ftrace;

/// <summary>
/// Reads <c>/sys/kernel/tracing/trace</c> as the kernel prints it, one record a line, without
/// allocating except for marks.
/// </summary>
internal sealed class FtraceParser(LineReader lines) : IDisposable
{
    internal const int MaxLineBytes = 4096;
    private const uint MaxOrder = Order.Gigantic;
    private const int PageStructBytes = 64;

    private static ReadOnlySpan<byte> Dropped => "EVENTS DROPPED]"u8;

    private readonly GfpNames gfp = new();
    // Where struct page 0 is; without address randomisation always here, else learnt from the
    // first event that gives both the address and the number.
    private ulong memmap = 0xffffea0000000000;
    private bool memmapKnown;

    public LineReader Lines => lines;

    /// <summary>Reads the fields of the events that name free lists too; a replay of what tasks
    /// asked for needs none of them.</summary>
    public bool ReadsLists { get; init; }

    /// <summary>Passes over text that is no event, as people paste it; else it is an error.
    /// </summary>
    public bool PassesText { get; init; }

    /// <summary>Counts the events that say nothing of what tasks asked for; null where they are not
    /// wanted.</summary>
    public EventNames? PassedOver { get; init; }

    /// <summary>Lines of events that this parser does not know.</summary>
    public long UnknownEvents { get; private set; }

    /// <summary>Reads the next line of any kind; false at the end.</summary>
    /// <exception cref="InputException">A line of a known event is damaged.</exception>
    public bool Read(ref FtraceRecord record)
    {
        if (!lines.Next(out ReadOnlySpan<byte> line))
            return false;
        record.Text = null;
        record.Kind = FtraceKind.Header;
        if (line.IsEmpty || line[0] == '#')
            return true;
        // perf prints call chains on lines of their own, which begin so; people paste events so.
        if (line[0] == '\t')
        {
            line = line.TrimStart("\t "u8);
            record.Kind = FtraceKind.Stack;
            if (Asides.IsFrame(line))
                return true;
        }
        // What perfetto made of trace texts ends lines so, in two characters.
        if (line.EndsWith("\\n"u8))
            line = line[..^2];
        LineHead head = new(line, lines);
        if (head.IsEvent)
            ParseEvent(head, ref record);
        else
            ParseAside(Asides.Bare(line), ref record);
        return true;
    }

    public void Dispose() => lines.Dispose();

    /// <summary>What a file is not, that has no event.</summary>
    public static string NoTrace => "this is no event of a trace; give the text of "
        + "/sys/kernel/tracing/trace, of trace-cmd report or of perf script (with comm, tid, cpu, "
        + "time, event and trace)";

    private void ParseAside(ReadOnlySpan<byte> line, ref FtraceRecord record)
    {
        bool dropped = line.EndsWith(Dropped);
        if (dropped || (line.StartsWith("CPU:"u8) && line.IndexOf("[LOST "u8) >= 0))
        {
            ParseLost(line, dropped, ref record);
            return;
        }
        record.Kind = Asides.Kind(line);
        if (record.Kind == FtraceKind.Text && (!PassesText || FtraceNames.AreIn(line)))
            throw lines.At(NoTrace);
    }

    /// <summary><c>CPU:0 [LOST 42 EVENTS]</c>, and <c>CPU:0 [42 EVENTS DROPPED]</c> of
    /// trace-cmd, there perhaps behind the name of an instance; a kernel may not know how many.
    /// </summary>
    private void ParseLost(ReadOnlySpan<byte> line, bool dropped, ref FtraceRecord record)
    {
        record.Kind = FtraceKind.Lost;
        record.Lost = line.IndexOf("[LOST EVENTS]"u8) >= 0 || line.IndexOf("[EVENTS "u8) >= 0
            ? 1 : (long)new FtraceFields(line, lines).Number(
                dropped ? "["u8 : "[LOST "u8, int.MaxValue);
    }

    private void ParseEvent(in LineHead head, ref FtraceRecord record)
    {
        record.Pid = head.Pid;
        record.Task = head.Comm.StartsWith("kswapd"u8) ? FtraceTask.Kswapd
            : head.Comm.StartsWith("kcompactd"u8) ? FtraceTask.Kcompactd : FtraceTask.Other;
        record.TimeNs = head.TimeNs(lines);
        record.InPcpLock = head.IsInPcpLock;
        ReadOnlySpan<byte> text = head.Event.TrimStart((byte)' ');
        int end = text.IndexOf(": "u8);
        if (text.StartsWith("PERF_RECORD_LOST"u8))
        {
            record.Kind = FtraceKind.Lost;
            record.Lost = (long)new FtraceFields(text, lines).Number(" lost "u8, int.MaxValue);
        }
        else if (end > 0)
        {
            // perf prints a count before the name, and the name of the group within it.
            ReadOnlySpan<byte> name = text[..end];
            name = name[(name.LastIndexOfAny((byte)' ', (byte)':') + 1)..];
            ParseFields(name, text[(end + 2)..].TrimStart((byte)' '), ref record);
        }
        else if (Asides.IsFrame(text))
        {
            record.Kind = FtraceKind.Stack;
        }
        else
        {
            record.Kind = FtraceKind.Other;
            PassedOver?.Add([]);
        }
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
                ParseUse(fields, ref record);
                break;
            case FtraceKind.Free:
                ParsePage(ref fields, ref record);
                record.MayRepeat = name.Length != "mm_page_free"u8.Length;
                break;
            case FtraceKind.IsolateFree or FtraceKind.Split:
                record.Pfn = PageNumber(fields.Hex("page="u8));
                record.Order = (byte)fields.Number("order="u8, MaxOrder);
                break;
            case FtraceKind.Migrate:
                record.Pfn = PageNumber(fields.Hex("newpage="u8));
                record.OldPfn = PageNumber(fields.Hex("page="u8));
                break;
            case FtraceKind.Mark:
                ParseMark(rest, ref record);
                break;
            case FtraceKind.Other:
                UnknownEvents++;
                break;
            default:
                ParseWork(fields, rest, ref record);
                if (ReadsLists)
                    ParseLists(fields, ref record);
                break;
        }
        if (PassedOver is not null && !FtraceNames.TellsOfRequests(record.Kind))
            PassedOver.Add(name);
    }

    /// <summary>What reclaim and compaction did.</summary>
    private void ParseWork(
        FtraceFields fields, ReadOnlySpan<byte> rest, ref FtraceRecord record)
    {
        switch (record.Kind)
        {
            case FtraceKind.DirectReclaimBegin:
                record.Order = (byte)fields.Number("order="u8, MaxOrder);
                record.Gfp = gfp.Parse(fields.Word("gfp_flags="u8));
                break;
            case FtraceKind.KswapdWake:
                record.Order = (byte)fields.Number("order="u8, MaxOrder);
                break;
            case FtraceKind.DirectReclaimEnd:
                record.Reclaimed = fields.Number("nr_reclaimed="u8, int.MaxValue);
                record.Progress = record.Reclaimed > 0;
                break;
            case FtraceKind.Suitable:
                record.Zone = FtraceNames.Zone(fields.Word("zone="u8));
                // -1 is a zone as a whole.
                record.Order = Digits.TryRead(fields.Word("order="u8), out ulong order)
                    && order <= MaxOrder ? (byte)order : (byte)Order.Base;
                record.Unsuitable = rest.IndexOf("ret=skipped"u8) >= 0
                    || rest.IndexOf("ret=not_suitable_zone"u8) >= 0;
                break;
            case FtraceKind.ShrinkInactive:
                record.Scanned = fields.Number("nr_scanned="u8, int.MaxValue);
                break;
            case FtraceKind.CompactionBegin:
                // Kernels before 3.19 do not say.
                record.Sync = rest.IndexOf("mode=sync"u8) >= 0;
                break;
            case FtraceKind.CompactionEnd:
                int status = rest.IndexOf("status="u8);
                record.Status = FtraceNames.Status(
                    status < 0 ? [] : rest[(status + "status="u8.Length)..].TrimEnd((byte)' '));
                break;
        }
    }

    private void ParseLists(FtraceFields fields, ref FtraceRecord record)
    {
        switch (record.Kind)
        {
            case FtraceKind.ZoneLocked or FtraceKind.PcpuDrain:
                ParsePage(ref fields, ref record);
                record.Mobility = ListType(ref fields, "migratetype="u8);
                break;
            case FtraceKind.Extfrag:
                record.Pfn = fields.Number("pfn="u8, int.MaxValue);
                record.Order = (byte)fields.Number("fallback_order="u8, Order.MaxBuddy);
                record.Mobility = ListType(ref fields, "alloc_migratetype="u8);
                record.ChangesOwnership = fields.Number("change_ownership="u8, 1) == 1;
                break;
            case FtraceKind.SetPageblock:
                record.Pfn = PageNumber(fields.Hex("page="u8));
                record.Order = Order.Base;
                record.Mobility = ListType(ref fields, "mt="u8);
                break;
        }
    }

    /// <summary>A kernel without CMA, as most small ones are, counts Isolate as 4.</summary>
    private static MigrateType ListType(ref FtraceFields fields, ReadOnlySpan<byte> name) =>
        fields.Number(name, (uint)MigrateType.Isolate) is uint type and < (uint)MigrateType.Cma
            ? (MigrateType)type : MigrateType.Isolate;

    /// <summary><c>page=ffffea0000154e80 pfn=0x553a order=1</c>. The page is missing where the
    /// tool could not compute it from the number, and 0, or a hash of 0, where it does not print
    /// addresses: only the number tells whether there was a page.</summary>
    /// <remarks><c>include/trace/events/kmem.h</c>: the pfn of a refused allocation is 0 as the
    /// kernel prints it, and -1, of 32 or 64 bits, as a tool does that prints the field itself.
    /// Kernels before 2.6.37 compute it from the address 0, which gives one out of range.</remarks>
    private void ParsePage(ref FtraceFields fields, ref FtraceRecord record)
    {
        ReadOnlySpan<byte> page = fields.Begins("page="u8) ? fields.Value("page="u8) : [];
        ulong pfn = fields.SignedNumber("pfn="u8);
        bool none = pfn is 0 or uint.MaxValue or ulong.MaxValue
            || (pfn > int.MaxValue && page.SequenceEqual("(null)"u8));
        record.Order = (byte)fields.Number("order="u8, MaxOrder);
        record.Pfn = none ? 0 : pfn <= int.MaxValue ? (uint)pfn
            : throw lines.At($"pfn={pfn} is above {int.MaxValue}; the line is damaged");
        if (none && record.Kind == FtraceKind.Alloc)
            record.Kind = FtraceKind.AllocFailed;
        else if (!memmapKnown && !none && !page.IsEmpty)
            LearnMemmap(page, record.Pfn);
    }

    /// <summary><c>migratetype=1 gfp_flags=GFP_KERNEL</c>, in either order. Kernels before 4.4
    /// count Reclaimable as 1 and Movable as 2, and one that does not group pages calls all of them
    /// Unmovable; the flags tell.</summary>
    private void ParseUse(FtraceFields fields, ref FtraceRecord record)
    {
        FtraceFields flags = fields;
        record.Gfp = gfp.Parse(flags.Word("gfp_flags="u8));
        record.Mobility = (MigrateType)fields.Number(
            "migratetype="u8, (uint)MigrateType.Reclaimable);
        const GfpFlags both = GfpFlags.Movable | GfpFlags.Reclaimable;
        if ((record.Gfp & both) is var said
            && said is GfpFlags.Movable or GfpFlags.Reclaimable)
            record.Mobility = said == GfpFlags.Movable
                ? MigrateType.Movable : MigrateType.Reclaimable;
    }

    private void LearnMemmap(ReadOnlySpan<byte> page, uint pfn)
    {
        memmapKnown = true;
        // Before 5.10 addresses were printed hashed; such a value is never a kernel address.
        if (ulong.TryParse(page, System.Globalization.NumberStyles.HexNumber, null, out ulong at)
            && at >> 48 == 0xffff)
            memmap = at - (ulong)pfn * PageStructBytes;
    }

    private uint PageNumber(ulong page)
    {
        ulong pfn = unchecked(page - memmap) / PageStructBytes;
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
