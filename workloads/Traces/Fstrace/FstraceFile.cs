using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Events;
using FragSim.Traces.Text;

namespace FragSim.Traces.Fstrace;

/// <summary>A <c>.fstrace</c> file: events in packed columns, each block with its checksum, and
/// perhaps the state of memory at the start; the format is in <c>docs/traces.md</c>.</summary>
public sealed class FstraceFile : ITrace
{
    /// <summary>Extension of such files, with its dot.</summary>
    public const string Extension = ".fstrace";

    private readonly string path;

    private FstraceFile(string path, StartState? start)
    {
        this.path = path;
        Start = start;
    }

    /// <inheritdoc/>
    public string Name => TraceName.Of(path);

    /// <inheritdoc/>
    public string Format => "fstrace";

    /// <inheritdoc/>
    public StartState? Start { get; }

    /// <exception cref="InputException">There is no such file, or its beginning is damaged.
    /// </exception>
    public static FstraceFile Open(string path)
    {
        using BlockReader file = new(path);
        if (file.Next().Kind != BlockKind.Start)
            return new FstraceFile(path, null);
        VarintReader bytes = new(
            () => file.Next().Kind == BlockKind.Start ? file.Content.ToArray() : [],
            file.Damaged);
        bytes.Begin(file.Content.ToArray());
        return new FstraceFile(path, new StartReader(path, bytes, file.Damaged).Read());
    }

    /// <summary>Does a file begin as this format does?</summary>
    public static bool IsOne(string path)
    {
        using Stream file = TextFile.OpenRaw(path);
        Span<byte> magic = stackalloc byte[FstraceLayout.Magic.Length];
        int got = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        return magic[..got].SequenceEqual(FstraceLayout.Magic);
    }

    /// <inheritdoc/>
    public IEventSource OpenEvents() => new FstraceSource(path);

    /// <summary>The events from a time on; what comes before is not read.</summary>
    /// <exception cref="InputException">The index is damaged.</exception>
    public IEventSource OpenEvents(long fromNs)
    {
        (long offset, long firstEvent) = ReadIndex().BlockOf(fromNs);
        FstraceSource source = new(path) { FromNs = fromNs };
        try
        {
            if (offset > 0)
                source.SeekTo(offset, firstEvent);
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Number of events and the time of the last, from the index.</summary>
    /// <exception cref="InputException">The index is damaged.</exception>
    public (long Events, long LastNs) Extent()
    {
        BlockIndex index = ReadIndex();
        return (index.Events, index.LastNs);
    }

    private BlockIndex ReadIndex()
    {
        using BlockReader file = new(path);
        file.SeekTo(file.IndexOffset());
        file.Next();
        return BlockIndex.Read(file);
    }
}
