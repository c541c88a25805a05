using FragSim.Sim.Events;
using FragSim.Traces.Events;
using FragSim.Traces.Text;

namespace FragSim.Traces.Fstrace;

/// <summary>The events of a <c>.fstrace</c> file, block after block.</summary>
internal sealed class FstraceSource : IEventSource
{
    private readonly NameList names = new();
    private readonly BlockReader file;
    private readonly EventDecoder decoder;
    private long events;
    private long characters;
    private bool ended;

    public FstraceSource(string path)
    {
        file = new BlockReader(path);
        decoder = new EventDecoder
        {
            KnowsPages = file.Version > FstraceLayout.VersionWithoutPages,
        };
    }

    public IReadOnlyList<string> Names => names;

    public double Fraction => file.Fraction;

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
        while (file.Peek(out BlockHeader header) < offset)
        {
            if (header.Kind == BlockKind.Name)
                ReadName(file.Next());
            else
                file.Skip(header);
        }
        file.Peek(out BlockHeader first);
        decoder.IdsEnd = first.IdsBefore;
        events = firstEvent;
    }

    public void Dispose() => file.Dispose();

    private int ReadAny(Span<PageEvent> buffer)
    {
        int count = 0;
        while (count < buffer.Length && (decoder.Left > 0 || NextBlock()))
        {
            Span<PageEvent> some =
                buffer.Slice(count, Math.Min(buffer.Length - count, decoder.Left));
            if (decoder.Read(some) is string wrong)
                throw file.Damaged(wrong);
            count += some.Length;
            events += some.Length;
        }
        return count;
    }

    /// <summary>Reads on to the next events; false at the end.</summary>
    private bool NextBlock()
    {
        while (!ended)
        {
            BlockHeader header = file.Next();
            switch (header.Kind)
            {
                case BlockKind.Events:
                    Begin(header);
                    return true;
                case BlockKind.Name:
                    ReadName(header);
                    break;
                case BlockKind.Start when events == 0 && names.Count == 0:
                    decoder.IdsEnd = header.Count;
                    break;
                case BlockKind.Index:
                    End();
                    break;
                default:
                    throw file.Damaged("a block of its kind does not belong here");
            }
        }
        return false;
    }

    private void Begin(BlockHeader header)
    {
        if (header.FirstNs < decoder.TimeNs)
            throw file.Damaged("it begins before the block above it ends");
        if (header.IdsBefore != decoder.IdsEnd || header.NamesBefore != names.Count)
            throw file.Damaged("it does not follow the block above it");
        if (decoder.Begin(header, file.Buffer) is string wrong)
            throw file.Damaged(wrong);
    }

    private void ReadName(BlockHeader header)
    {
        VarintReader text = new(() => [], file.Damaged);
        text.Begin(file.Content.ToArray());
        if (header.NamesBefore != names.Count)
            throw file.Damaged("it does not follow the name above it");
        string name = text.Text();
        if (names.Count == InputLimits.Names
            || (characters += name.Length) > InputLimits.NameCharacters)
            throw file.Damaged("there are too many names of phases and snapshots before it");
        names.Add(name);
        text.End();
        decoder.Names = names.Count;
    }

    private void End()
    {
        long offset = file.Offset;
        BlockIndex index = BlockIndex.Read(file);
        file.ReadEnd(offset);
        if (index.Events != events)
            throw file.Damaged($"{events} events were read and {index.Events} written");
        ended = true;
    }
}
