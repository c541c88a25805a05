using System.Buffers.Binary;
using FragSim.Sim.Events;

namespace FragSim.Workloads.Fstrace;

/// <summary>Gathers events and lays them out column by column: shapes, time steps, id steps, page
/// steps of those that have a page.</summary>
/// <remarks>A step is written in as few bytes as it needs, and how many that are stands apart, two
/// bits a step: so decoding never branches, and like bytes lie together for zstd.</remarks>
internal sealed class EventColumns
{
    private readonly Dictionary<ulong, byte> _numbers = [];
    private readonly ulong[] _shapes = new ulong[FstraceLayout.MaxShapes];
    private readonly byte[] _shapeOf = new byte[FstraceLayout.MaxBlockEvents];
    private readonly ulong[] _timeSteps = new ulong[FstraceLayout.MaxBlockEvents];
    private readonly ulong[] _idSteps = new ulong[FstraceLayout.MaxBlockEvents];
    private readonly ulong[] _pageSteps = new ulong[FstraceLayout.MaxBlockPages];
    private readonly byte[] _content = new byte[FstraceLayout.MaxBlockBytes];
    private long _lastNs;
    private uint _lastId;
    private uint _lastPage;
    private int _pages;
    private int _end;

    public int Count { get; private set; }

    public long FirstNs { get; private set; }

    /// <summary>False, and nothing added, when the block must be ended first.</summary>
    public bool TryAdd(in PageEvent e, uint id)
    {
        if (Count == FstraceLayout.MaxBlockEvents || _pages == FstraceLayout.MaxBlockPages)
            return false;
        ulong shape = EventShape.Of(e);
        if (!_numbers.TryGetValue(shape, out byte number))
        {
            if (_numbers.Count == FstraceLayout.MaxShapes)
                return false;
            number = (byte)_numbers.Count;
            _shapes[number] = shape;
            _numbers.Add(shape, number);
        }
        if (Count == 0)
            FirstNs = _lastNs = e.TimeNs;
        _shapeOf[Count] = number;
        _timeSteps[Count] = (ulong)(e.TimeNs - _lastNs);
        _idSteps[Count] = ZigZag((int)(id - _lastId));
        _lastNs = e.TimeNs;
        _lastId = id;
        if (e.Page != 0)
        {
            _pageSteps[_pages++] = ZigZag((int)(e.Page - _lastPage));
            _lastPage = e.Page;
        }
        Count++;
        return true;
    }

    /// <summary>The block's content; the next event begins a new one.</summary>
    public ReadOnlySpan<byte> Take()
    {
        _end = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(_content, (uint)_numbers.Count);
        _end = sizeof(uint);
        foreach (ulong shape in _shapes.AsSpan(0, _numbers.Count))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_content.AsSpan(_end), shape);
            _end += FstraceLayout.ShapeBytes;
        }
        _shapeOf.AsSpan(0, Count).CopyTo(_content.AsSpan(_end));
        _end += Count;
        WriteSteps(_timeSteps.AsSpan(0, Count), StepWidths.OfTime);
        WriteSteps(_idSteps.AsSpan(0, Count), StepWidths.OfId);
        WriteSteps(_pageSteps.AsSpan(0, _pages), StepWidths.OfId);
        _numbers.Clear();
        _lastId = _lastPage = 0;
        Count = _pages = 0;
        return _content.AsSpan(0, _end);
    }

    private void WriteSteps(ReadOnlySpan<ulong> steps, StepWidths widths)
    {
        Span<byte> codes = _content.AsSpan(_end, StepWidths.CodeBytes(steps.Length));
        codes.Clear();
        _end += codes.Length;
        for (int i = 0; i < steps.Length; i++)
        {
            ulong value = steps[i];
            int code = widths.CodeFor(value);
            codes[i >> 2] |= (byte)(code << ((i & 3) << 1));
            for (int n = widths.Bytes(code); n > 0; n--, value >>= 8)
                _content[_end++] = (byte)value;
        }
    }

    /// <summary>Small steps either way become small numbers.</summary>
    private static uint ZigZag(int step) => (uint)((step << 1) ^ (step >> 31));
}
