using System.Buffers.Binary;
using FragSim.Sim.Base;

namespace FragSim.Traces.Fstrace;

/// <summary>Where the blocks of events are, and when each begins.</summary>
internal sealed class BlockIndex
{
    private readonly List<(long Offset, long FirstNs, long FirstEvent)> entries = [];

    public long Events { get; private set; }

    public long LastNs { get; set; }

    public int Count => entries.Count;

    public void Add(long offset, long firstNs, int events)
    {
        entries.Add((offset, firstNs, Events));
        Events += events;
    }

    /// <summary>The block in which events of a time begin; -1 when there are no events.</summary>
    public (long Offset, long FirstEvent) BlockOf(long timeNs)
    {
        int at = 0;
        // Events of one time may go over several blocks: the first that can have one is wanted.
        while (at + 1 < entries.Count && entries[at + 1].FirstNs < timeNs)
            at++;
        return entries.Count == 0 ? (-1, 0) : (entries[at].Offset, entries[at].FirstEvent);
    }

    /// <summary>The whole index as blocks of the file.</summary>
    public void Write(BlockWriter file, uint ids, uint names)
    {
        const int EntriesAtOnce = FstraceLayout.MaxBlockBytes / FstraceLayout.IndexEntryBytes;
        byte[] content = new byte[FstraceLayout.MaxBlockBytes];
        entries.Add((file.Offset, LastNs, Events));
        for (int first = 0; first < entries.Count; first += EntriesAtOnce)
        {
            int count = Math.Min(EntriesAtOnce, entries.Count - first);
            for (int i = 0; i < count; i++)
                WriteEntry(content.AsSpan(i * FstraceLayout.IndexEntryBytes), entries[first + i]);
            BlockHeader header = new(
                BlockKind.Index, 0, 0, (uint)count, LastNs, ids, names);
            file.Write(header, content.AsSpan(0, count * FstraceLayout.IndexEntryBytes));
        }
    }

    /// <summary>Reads the index, whose first block was just read, to its end.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public static BlockIndex Read(BlockReader file)
    {
        long offset = file.Offset;
        BlockIndex index = new();
        for (BlockHeader header = file.Header; ; header = file.Next())
        {
            if (header.Kind != BlockKind.Index
                || header.Bytes != (ulong)header.Count * FstraceLayout.IndexEntryBytes)
                throw file.Damaged("it is no index");
            for (int i = 0; i < header.Count; i++)
                if (index.ReadEntry(file, i, offset))
                    return index;
        }
    }

    private static void WriteEntry(
        Span<byte> bytes, (long Offset, long FirstNs, long FirstEvent) entry)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, entry.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], entry.FirstNs);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], entry.FirstEvent);
    }

    /// <summary>True for the last entry, which tells of the index itself.</summary>
    private bool ReadEntry(BlockReader file, int i, long indexOffset)
    {
        ReadOnlySpan<byte> bytes = file.Content[(i * FstraceLayout.IndexEntryBytes)..];
        long offset = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        long firstNs = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        long firstEvent = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        (long lastOffset, long lastNs, long lastEvent) =
            entries.Count == 0 ? (0, 0, -1) : entries[^1];
        if (offset <= lastOffset || offset > indexOffset || firstNs < lastNs
            || (firstEvent <= lastEvent && offset < indexOffset) || firstEvent < lastEvent)
            throw file.Damaged("its entries are not in order");
        if (offset == indexOffset)
        {
            (Events, LastNs) = (firstEvent, firstNs);
            return true;
        }
        entries.Add((offset, firstNs, firstEvent));
        return false;
    }
}
