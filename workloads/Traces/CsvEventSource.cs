using System.Text;
using CsvHelper;
using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Traces;

/// <summary>Reads events from CSV, checks them, and gives their ids dense numbers.</summary>
internal sealed class CsvEventSource : IEventSource
{
    private const int MaxRecordBytes = 1 << 16;

    private readonly string _path;
    private readonly ReadAhead? _ahead;
    private readonly CsvReader _csv;
    private readonly Func<bool> _readRecord;
    private readonly CsvColumns _columns;
    private readonly NameList _names = new();
    private readonly WordBits _efforts = new(CsvWords.Efforts);
    private readonly WordBits _flags = new(CsvWords.Flags);
    private readonly IdMap _live = new();
    private readonly DenseIds _ids = new();
    private long _timeNs;
    private long _line = 1;

    public CsvEventSource(string path, Stream stream)
    {
        _path = path;
        _ahead = stream as ReadAhead;
        _csv = CsvReader.Create(stream, CsvReaderOptions.Default with
        {
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            BufferSize = 1 << 18,
        });
        _readRecord = _csv.Read;
        try
        {
            _columns = Guard(() => new CsvColumns(path, _csv.Headers));
        }
        catch
        {
            _csv.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Names => _names;

    public double Fraction => _ahead?.Fraction ?? 0;

    public int Read(Span<PageEvent> buffer)
    {
        int count = 0;
        while (count < buffer.Length && Next())
        {
            _line = _csv.LineNumber;
            if (_csv.FieldCount != _columns.Count)
                throw At($"has {_csv.FieldCount} fields but the header has {_columns.Count}; "
                    + "a field with a comma needs quotes");
            Parse(ref buffer[count++]);
        }
        return count;
    }

    public void Dispose() => _csv.Dispose();

    private bool Next() => Guard(_readRecord);

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw InputException.At(_path, Math.Max(e.LineNumber, _line),
                $"is no CSV: {e.Message.TrimEnd('.')}; close every quote");
        }
        catch (Exception e) when (TextFile.IsDamage(e))
        {
            throw TextFile.Damaged(_path, _line, e);
        }
    }

    private void Parse(ref PageEvent e)
    {
        e = default;
        e.TimeNs = Time();
        e.Op = (EventOp)Word(_columns.Op, CsvWords.Ops);
        switch (e.Op)
        {
            case EventOp.Alloc or EventOp.Request:
                ParseBlock(ref e);
                e.Id = Born();
                break;
            case EventOp.Free:
                e.Flags = (EventFlags)Bits(_columns.Flags, _flags, 0);
                e.Id = Known(free: true);
                break;
            case EventOp.Phase or EventOp.Snapshot:
                e.Id = Name();
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
        ReadOnlySpan<byte> text = _csv.GetSpan(_columns.Order);
        ulong order = text.IsEmpty ? (request ? (ulong)Order.Huge : 0) : Number(text, "order");
        if (order > (ulong)max)
            throw At($"order {order} is above the largest, {max}"
                + (request ? " (1 GiB)" : "; huge pages above it are op request"));
        e.Order = (byte)order;
        e.Mobility = Empty(_columns.Mobility) ? MigrateType.Movable
            : (MigrateType)Word(_columns.Mobility, CsvWords.Mobilities);
        e.Source = Empty(_columns.Source) ? CsvWords.DefaultSource(e.Op, e.Mobility)
            : (PageSource)Word(_columns.Source, CsvWords.Sources);
        e.Effort = (Effort)Bits(
            _columns.Effort, _efforts, (int)CsvWords.DefaultEffort(e.Op));
        e.Flags = (EventFlags)Bits(
            _columns.Flags, _flags, (int)CsvWords.DefaultFlags(e.Source));
        e.Page = Empty(_columns.Page) ? 0 : Page();
    }

    private long Time()
    {
        ulong time = Number(_csv.GetSpan(_columns.TimeNs), "time_ns");
        if (time > long.MaxValue)
            throw At($"time_ns {time} is out of range; times are nanoseconds from the start");
        if ((long)time < _timeNs)
            throw At($"time_ns {time} is before {_timeNs} of the event above; sort the trace");
        return _timeNs = (long)time;
    }

    private uint Born()
    {
        ulong id = Number(_csv.GetSpan(_columns.Id), "id");
        uint dense = _ids.Take();
        return _live.TryAdd(id, dense) ? dense
            : throw At($"id {id} is in use already; free it first or take another");
    }

    private uint Known(bool free)
    {
        ulong id = Number(_csv.GetSpan(_columns.Id), "id");
        bool known = free ? _live.Remove(id, out uint dense) : _live.TryGet(id, out dense);
        if (!known)
            throw At($"id {id} is not in use: it was never allocated, or freed before; "
                + "take the line out, or put the allocation before it");
        if (free)
            _ids.Return(dense);
        return dense;
    }

    private uint Page()
    {
        ulong page = Number(_csv.GetSpan(_columns.Page), "page");
        return page <= uint.MaxValue ? (uint)page
            : throw At($"page {page} is above the largest, {uint.MaxValue}");
    }

    private uint Name() => Empty(_columns.Name)
        ? throw At("phase and snapshot need a name; fill the column name")
        : _names.IndexOf(Encoding.UTF8.GetString(_csv.GetSpan(_columns.Name)));

    private bool Empty(int column) => column < 0 || _csv.GetSpan(column).IsEmpty;

    private int Word(int column, Spelling words)
    {
        ReadOnlySpan<byte> text = _csv.GetSpan(column);
        int index = words.IndexOf(text);
        return index >= 0 ? index : throw At(words.Unknown(text));
    }

    /// <summary>Words joined by <c>|</c>, or <c>none</c>, or nothing for the default.</summary>
    private int Bits(int column, WordBits words, int byDefault)
    {
        if (Empty(column))
            return byDefault;
        int bits = words.Read(_csv.GetSpan(column), out string? unknown);
        return unknown is null ? bits : throw At(unknown);
    }

    private ulong Number(ReadOnlySpan<byte> text, string column) =>
        Digits.TryRead(text, out ulong value)
            ? value : throw At($"{column} '{Shown(text)}' is not a whole number of 0 or more");

    private static string Shown(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)]);

    private InputException At(string message) => InputException.At(_path, _line, message);
}
