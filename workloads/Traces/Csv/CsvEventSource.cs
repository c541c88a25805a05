using System.Text;
using CsvHelper;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces.Events;
using FragSim.Traces.Text;

namespace FragSim.Traces.Csv;

/// <summary>Reads events from CSV, checks them, and gives their ids dense numbers.</summary>
internal sealed class CsvEventSource : IEventSource
{
    private const int MaxRecordBytes = 1 << 16;

    private readonly string path;
    private readonly ReadAhead? ahead;
    private readonly CsvReader csv;
    private readonly Func<bool> readRecord;
    private readonly CsvColumns columns;
    private readonly NameList names = new();
    private readonly WordBits efforts = new(CsvWords.Efforts);
    private readonly WordBits flags = new(CsvWords.Flags);
    private readonly IdMap live = new();
    private readonly DenseIds ids = new();
    private readonly long mostLive = InputLimits.MostOf(32);
    private long timeNs;
    private long line = 1;

    public CsvEventSource(string path, Stream stream)
    {
        this.path = path;
        ahead = stream as ReadAhead;
        csv = CsvReader.Create(stream, CsvReaderOptions.Default with
        {
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            BufferSize = 1 << 18,
            // One event a line: a quote that nothing closes must not swallow the lines below.
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        readRecord = csv.Read;
        try
        {
            columns = Guard(() => new CsvColumns(path, csv.Headers));
        }
        catch
        {
            csv.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Names => names;

    public double Fraction => ahead?.Fraction ?? 0;

    public int Read(Span<PageEvent> buffer)
    {
        int count = 0;
        while (count < buffer.Length && Next())
        {
            line = csv.LineNumber;
            if (csv.FieldCount != columns.Count)
                throw At($"has {csv.FieldCount} fields but the header has {columns.Count}; "
                    + "a field with a comma needs quotes");
            Parse(ref buffer[count++]);
        }
        return count;
    }

    public void Dispose() => csv.Dispose();

    private bool Next() => Guard(readRecord);

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            bool quote = e.Message.Contains("quote", StringComparison.OrdinalIgnoreCase);
            throw InputException.At(path, Math.Max(e.LineNumber, line), quote
                ? "a quote is not closed on this line, or stands within a field; enclose whole "
                    + "fields in quotes, and double the quotes within"
                : $"the line is longer than {MaxRecordBytes} bytes; this is no such file");
        }
        catch (Exception e) when (TextFile.IsDamage(e))
        {
            throw TextFile.Damaged(path, line, e);
        }
    }

    private void Parse(ref PageEvent e)
    {
        e = default;
        e.TimeNs = Time();
        e.Op = (EventOp)Word(columns.Op, CsvWords.Ops);
        switch (e.Op)
        {
            case EventOp.Alloc or EventOp.Request:
                ParseBlock(ref e);
                e.Id = Born();
                break;
            case EventOp.TaskReclaimed or EventOp.KswapdRuns or EventOp.KswapdSleeps:
                ParseBlock(ref e);
                break;
            case EventOp.Free:
                e.Flags = (EventFlags)Bits(columns.Flags, flags, 0);
                e.Id = Known(free: true);
                break;
            case EventOp.Phase or EventOp.Snapshot:
                e.Id = Name();
                break;
            case EventOp.RequestReclaimed:
                e.Id = Small(columns.Id, "id");
                e.Page = Empty(columns.Page) ? 0 : Page();
                e.Flags = (EventFlags)Bits(columns.Flags, flags, 0);
                break;
            case var op when CsvWords.IsGlobal(op):
                break;
            default:
                e.Id = Known(free: false);
                break;
        }
    }

    private void ParseBlock(ref PageEvent e)
    {
        bool request = e.Op == EventOp.Request;
        int max = request ? Order.Gigantic : Order.MaxBuddy;
        ReadOnlySpan<byte> text = csv.GetSpan(columns.Order);
        ulong order = text.IsEmpty ? (request ? (ulong)Order.Huge : 0) : Number(text, "order");
        if (order > (ulong)max)
            throw At($"order {order} is above the largest, {max}"
                + (request ? " (1 GiB)" : "; huge pages above it are op request"));
        e.Order = (byte)order;
        e.Mobility = Empty(columns.Mobility) ? MigrateType.Movable
            : (MigrateType)Word(columns.Mobility, CsvWords.Mobilities);
        e.Source = Empty(columns.Source) ? CsvWords.DefaultSource(e.Op, e.Mobility)
            : (PageSource)Word(columns.Source, CsvWords.Sources);
        e.Effort = (Effort)Bits(
            columns.Effort, efforts, (int)CsvWords.DefaultEffort(e.Op));
        e.Flags = (EventFlags)Bits(
            columns.Flags, flags, (int)CsvWords.DefaultFlags(e.Source));
        e.Page = Empty(columns.Page) ? 0 : Page();
    }

    private long Time()
    {
        ulong time = Number(csv.GetSpan(columns.TimeNs), "time_ns");
        if (time > long.MaxValue)
            throw At($"time_ns {time} is out of range; times are nanoseconds from the start");
        if ((long)time < timeNs)
            throw At($"time_ns {time} is before {timeNs} of the event above; sort the trace");
        return timeNs = (long)time;
    }

    private uint Born()
    {
        ulong id = Number(csv.GetSpan(columns.Id), "id");
        if (live.Count >= mostLive)
            throw At($"{live.Count} blocks are in use at once, more than this computer can follow; "
                + "free blocks in the trace, or use a larger computer");
        uint dense = ids.Take();
        return live.TryAdd(id, dense) ? dense
            : throw At($"id {id} is in use already; free it first or take another");
    }

    private uint Known(bool free)
    {
        ulong id = Number(csv.GetSpan(columns.Id), "id");
        bool known = free ? live.Remove(id, out uint dense) : live.TryGet(id, out dense);
        if (!known)
            throw At($"id {id} is not in use: it was never allocated, or freed before; "
                + "take the line out, or put the allocation before it");
        if (free)
            ids.Return(dense);
        return dense;
    }

    private uint Page() => Small(columns.Page, "page");

    private uint Small(int column, string name)
    {
        ulong value = Number(csv.GetSpan(column), name);
        return value <= uint.MaxValue ? (uint)value
            : throw At($"{name} {value} is above the largest, {uint.MaxValue}");
    }

    private uint Name()
    {
        if (Empty(columns.Name))
            throw At("phase and snapshot need a name; fill the column name");
        ReadOnlySpan<byte> name = csv.GetSpan(columns.Name);
        if (name.Length > NameList.LongestName)
            throw At($"name '{Printable.Word(name)}' is longer than {NameList.LongestName} bytes; "
                + "shorten it");
        return names.TryIndexOf(Encoding.UTF8.GetString(name), out uint index) ? index
            : throw At($"name '{Printable.Word(name)}' is one more than the {NameList.Most} "
                + "different "
                + "names that there may be; use names again, or leave some phases out");
    }

    private bool Empty(int column) => column < 0 || csv.GetSpan(column).IsEmpty;

    private int Word(int column, Spelling words)
    {
        ReadOnlySpan<byte> text = csv.GetSpan(column);
        int index = words.IndexOf(text);
        return index >= 0 ? index : throw At(words.Unknown(text));
    }

    /// <summary>Words joined by <c>|</c>, or <c>none</c>, or nothing for the default.</summary>
    private int Bits(int column, WordBits words, int byDefault)
    {
        if (Empty(column))
            return byDefault;
        int bits = words.Read(csv.GetSpan(column), out string? unknown);
        return unknown is null ? bits : throw At(unknown);
    }

    private ulong Number(ReadOnlySpan<byte> text, string column) =>
        Digits.TryRead(text, out ulong value)
            ? value : throw At($"{column} '{Printable.Word(text)}' is not a whole number of 0 or "
                + "more; write it in digits");

    private InputException At(string message) => InputException.At(path, line, message);
}
