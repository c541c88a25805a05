using FragSim.Sim.Events;

namespace FragSim.Workloads.Fstrace;

/// <summary>The events of a <c>.fstrace</c> file, block after block.</summary>
internal sealed class FstraceSource : IEventSource
{
    private readonly NameList _names = new();
    private readonly BlockReader _file;
    private readonly EventDecoder _decoder;
    private long _events;
    private bool _ended;

    public FstraceSource(string path)
    {
        _file = new BlockReader(path);
        _decoder = new EventDecoder
        {
            KnowsPages = _file.Version > FstraceLayout.VersionWithoutPages,
        };
    }

    public IReadOnlyList<string> Names => _names;

    public double Fraction => (double)_file.Offset / _file.Length;

    /// <summary>Earlier events are left out.</summary>
    public long FromNs { get; init; }

    public int Read(Span<PageEvent> buffer)
    {
        int count = ReadAny(buffer), early = 0;
        while (count > 0 && buffer[early].TimeNs < FromNs)
        {
            if (++early == count)
                (count, early) = (ReadAny(buffer), 0);
        }
        if (early > 0)
            buffer[early..count].CopyTo(buffer);
        return count - early;
    }

    /// <summary>Goes on at the block in which a time begins; names before it are kept.</summary>
    /// <param name="offset">Of a block of events, from the index.</param>
    /// <param name="firstEvent">Events before it.</param>
    public void SeekTo(long offset, long firstEvent)
    {
        while (_file.Peek(out BlockHeader header) < offset)
        {
            if (header.Kind == BlockKind.Name)
                ReadName(_file.Next());
            else
                _file.Skip(header);
        }
        _file.Peek(out BlockHeader first);
        _decoder.IdsEnd = first.IdsBefore;
        _events = firstEvent;
    }

    public void Dispose() => _file.Dispose();

    private int ReadAny(Span<PageEvent> buffer)
    {
        int count = 0;
        while (count < buffer.Length && (_decoder.Left > 0 || NextBlock()))
        {
            Span<PageEvent> some =
                buffer.Slice(count, Math.Min(buffer.Length - count, _decoder.Left));
            if (_decoder.Read(some) is string wrong)
                throw _file.Damaged(wrong);
            count += some.Length;
            _events += some.Length;
        }
        return count;
    }

    /// <summary>Reads on to the next events; false at the end.</summary>
    private bool NextBlock()
    {
        while (!_ended)
        {
            BlockHeader header = _file.Next();
            switch (header.Kind)
            {
                case BlockKind.Events:
                    Begin(header);
                    return true;
                case BlockKind.Name:
                    ReadName(header);
                    break;
                case BlockKind.Start when _events == 0 && _names.Count == 0:
                    _decoder.IdsEnd = header.Count;
                    break;
                case BlockKind.Index:
                    End();
                    break;
                default:
                    throw _file.Damaged("a block of its kind does not belong here");
            }
        }
        return false;
    }

    private void Begin(BlockHeader header)
    {
        if (header.FirstNs < _decoder.TimeNs)
            throw _file.Damaged("it begins before the block above it ends");
        if (header.IdsBefore != _decoder.IdsEnd || header.NamesBefore != _names.Count)
            throw _file.Damaged("it does not follow the block above it");
        if (_decoder.Begin(header, _file.Buffer) is string wrong)
            throw _file.Damaged(wrong);
    }

    private void ReadName(BlockHeader header)
    {
        VarintReader text = new(() => [], _file.Damaged);
        text.Begin(_file.Content.ToArray());
        if (header.NamesBefore != _names.Count)
            throw _file.Damaged("it does not follow the name above it");
        _names.Add(text.Text());
        text.End();
        _decoder.Names = _names.Count;
    }

    private void End()
    {
        long offset = _file.Offset;
        BlockIndex index = BlockIndex.Read(_file, offset);
        _file.ReadEnd(offset);
        if (index.Events != _events)
            throw _file.Damaged($"{_events} events were read and {index.Events} written");
        _ended = true;
    }
}
