using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FragSim.Sim.Events;

namespace FragSim.Workloads.Fstrace;

/// <summary>Takes the events of a block out of its columns, as many at a time as are wanted.
/// </summary>
internal sealed class EventDecoder
{
    private readonly PageEvent[] _shapes = new PageEvent[FstraceLayout.MaxShapes];
    private byte[] _content = [];
    private int _shapeAt;
    private int _timeCodes;
    private int _timeAt;
    private int _idCodes;
    private int _idAt;
    private int _pageCodes;
    private int _pageAt;
    private int _pagesDone;
    private int _pages;
    private int _done;
    private int _count;
    private uint _id;
    private uint _page;
    private bool _named;
    private bool _paged;

    /// <summary>Ids that were used so far: a new one must be the next.</summary>
    public uint IdsEnd { get; set; }

    /// <summary>Names that were read so far.</summary>
    public int Names { get; set; }

    /// <summary>May events have a page? Not in files of the first version.</summary>
    public required bool KnowsPages { get; init; }

    /// <summary>Time of the last event read.</summary>
    public long TimeNs { get; private set; }

    public int Left => _count - _done;

    /// <summary>Begins a block whose checksum was right.</summary>
    /// <param name="content">With <see cref="BlockReader.Slack"/> behind it.</param>
    /// <returns>What is wrong with its layout; null when nothing is.</returns>
    public string? Begin(BlockHeader header, byte[] content)
    {
        int bytes = (int)header.Bytes;
        _content = content;
        _count = (int)header.Count;
        _done = 0;
        TimeNs = header.FirstNs;
        _id = _page = 0;
        if (header.Count is 0 or > FstraceLayout.MaxBlockEvents || bytes < sizeof(uint)
            || header.FirstNs < 0)
            return "it has too many events or none";
        uint shapes = BinaryPrimitives.ReadUInt32LittleEndian(content);
        _shapeAt = sizeof(uint) + ((int)shapes * FstraceLayout.ShapeBytes);
        if (shapes is 0 or > FstraceLayout.MaxShapes || _shapeAt > bytes)
            return "it has too many shapes or none";
        if (!ReadShapes((int)shapes))
            return "an event has an op, order or word that there is not";
        int codes = StepWidths.CodeBytes(_count);
        _timeCodes = _shapeAt + _count;
        _timeAt = _timeCodes + codes;
        if (_timeAt > bytes)
            return "its columns are short";
        _idCodes = _timeAt + StepWidths.OfTime.Sum(content.AsSpan(_timeCodes, codes), _count);
        _idAt = _idCodes + codes;
        if (_idAt > bytes)
            return "its columns are short";
        if (content.AsSpan(_shapeAt, _count)
            .ContainsAnyExceptInRange((byte)0, (byte)(shapes - 1)))
            return "an event has a shape that is not listed";
        _pageCodes = _idAt + StepWidths.OfId.Sum(content.AsSpan(_idCodes, codes), _count);
        return BeginPages(bytes) ? null : "its columns do not fill it";
    }

    /// <summary>The next events; what is wrong with them, or null.</summary>
    public string? Read(Span<PageEvent> events)
    {
        // Whatever the codes say, all columns lie within the content: Begin has added them up.
        ref byte content = ref MemoryMarshal.GetArrayDataReference(_content);
        PageEvent[] shapes = _shapes;
        int timeAt = _timeAt, idAt = _idAt, at = _done;
        long timeNs = TimeNs, any = 0;
        uint id = _id, idsEnd = IdsEnd;
        for (int i = 0; i < events.Length; i++, at++)
        {
            int timeCode = Code(ref content, _timeCodes, at);
            ulong step = Word(ref content, timeAt) & (ulong.MaxValue >> (64 - (8 << timeCode)));
            timeAt += 1 << timeCode;
            timeNs += (long)step;
            // Once a step or the time passes the largest time, its sign bit stays here.
            any |= timeNs | (long)step;
            int idCode = Code(ref content, _idCodes, at);
            uint zigzag = (uint)Word(ref content, idAt) & (uint.MaxValue >> (24 - (idCode << 3)));
            idAt += idCode + 1;
            id += (zigzag >> 1) ^ (uint)-(int)(zigzag & 1);
            ref PageEvent e = ref events[i];
            e = shapes[Unsafe.Add(ref content, _shapeAt + at)];
            e.TimeNs = timeNs;
            e.Id = id;
            if (id >= idsEnd && EventShape.HasBlock(e.Op) && id != idsEnd++)
                return "an id is beyond those in use";
        }
        (_timeAt, _idAt, _done, TimeNs, _id, IdsEnd) = (timeAt, idAt, at, timeNs, id, idsEnd);
        if (_paged)
            ReadPages(events, ref content);
        if (any < 0)
            return "a time is out of range";
        return _named && !HaveNames(events) ? "a phase or snapshot has no name" : null;
    }

    private bool ReadShapes(int count)
    {
        _named = _paged = false;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> bytes =
                _content.AsSpan(sizeof(uint) + (i * FstraceLayout.ShapeBytes));
            if (!EventShape.TryRead(bytes, out _shapes[i]))
                return false;
            _paged |= _shapes[i].Page != 0;
            _named |= EventShape.IsNamed(_shapes[i].Op);
        }
        return KnowsPages || !_paged;
    }

    /// <summary>Finds the last column, of as many pages as there are events that have one.</summary>
    /// <returns>Do the columns end where the block does?</returns>
    private bool BeginPages(int bytes)
    {
        _pages = _pagesDone = 0;
        if (_paged)
        {
            foreach (byte shape in _content.AsSpan(_shapeAt, _count))
                _pages += (int)_shapes[shape].Page;
        }
        int codes = StepWidths.CodeBytes(_pages);
        _pageAt = _pageCodes + codes;
        return _pageAt <= bytes && bytes == _pageAt
            + StepWidths.OfId.Sum(_content.AsSpan(_pageCodes, codes), _pages);
    }

    private void ReadPages(Span<PageEvent> events, ref byte content)
    {
        foreach (ref PageEvent e in events)
        {
            if (e.Page == 0)
                continue;
            int code = Code(ref content, _pageCodes, _pagesDone++);
            uint zigzag = (uint)Word(ref content, _pageAt) & (uint.MaxValue >> (24 - (code << 3)));
            _pageAt += code + 1;
            _page += (zigzag >> 1) ^ (uint)-(int)(zigzag & 1);
            e.Page = _page;
        }
    }

    private bool HaveNames(ReadOnlySpan<PageEvent> events)
    {
        foreach (ref readonly PageEvent e in events)
        {
            if (EventShape.IsNamed(e.Op) && e.Id >= (uint)Names)
                return false;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Code(ref byte content, int codes, int at) =>
        (Unsafe.Add(ref content, codes + (at >> 2)) >> ((at & 3) << 1)) & 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte content, int at) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref content, at));
}
