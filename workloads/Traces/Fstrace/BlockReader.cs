using System.Buffers.Binary;
using FragSim.Sim.Base;
using FragSim.Traces.Text;
using ZstdSharp;

namespace FragSim.Traces.Fstrace;

/// <summary>Reads blocks one after another, each only once its checksum is right. Whatever is
/// wrong is reported with its place, and nothing after it is read.</summary>
internal sealed class BlockReader : IDisposable
{
    /// <summary>Room behind the content: decoding reads whole words.</summary>
    public const int Slack = 8;

    private readonly string path;
    private readonly Stream stream;
    private readonly Decompressor zstd = new();
    private readonly byte[] content = new byte[FstraceLayout.MaxBlockBytes + Slack];
    private byte[] packed = new byte[1 << 16];
    private long next = FstraceLayout.FileHeaderBytes;

    /// <exception cref="InputException">It is no such file, or of a version not known.
    /// </exception>
    public BlockReader(string path)
    {
        this.path = path;
        stream = TextFile.OpenRaw(path);
        try
        {
            ReadFileHeader();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where the block that was read last begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Of the format.</summary>
    public uint Version { get; private set; }

    /// <summary>How much of the file was read, 0 to 1.</summary>
    public double Fraction => stream.CanSeek ? (double)Offset / stream.Length : 0;

    public BlockHeader Header { get; private set; }

    /// <summary>The last block's content; a new block overwrites it.</summary>
    public ReadOnlySpan<byte> Content => content.AsSpan(0, (int)Header.Bytes);

    /// <summary>The same with room to read beyond its end.</summary>
    public byte[] Buffer => content;

    /// <summary>Begins again at a block whose place is known.</summary>
    public void SeekTo(long offset)
    {
        next = offset;
        stream.Position = offset;
    }

    /// <summary>Reads the next block.</summary>
    /// <exception cref="InputException">It is damaged, or the file ends before it does.
    /// </exception>
    public BlockHeader Next()
    {
        Offset = next;
        Span<byte> bytes = packed.AsSpan(0, BlockHeader.Size);
        Fill(bytes);
        BlockHeader header = BlockHeader.Read(bytes);
        if (header.Packed > FstraceLayout.MaxBlockBytes * 2
            || header.Bytes > FstraceLayout.MaxBlockBytes)
            throw Damaged("its sizes are out of bounds");
        int size = BlockHeader.Size + (int)header.Packed;
        if (size > packed.Length)
            Array.Resize(ref packed, Math.Max(size, 2 * packed.Length));
        Fill(packed.AsSpan(BlockHeader.Size, (int)header.Packed));
        if (!BlockHeader.IsSound(packed.AsSpan(0, size), Offset))
            throw Damaged("its checksum does not match");
        Header = header;
        Unpack(packed.AsSpan(BlockHeader.Size, (int)header.Packed));
        next = Offset + size;
        return header;
    }

    /// <summary>Where the next block begins, and its header, not checked yet.</summary>
    public long Peek(out BlockHeader header)
    {
        Offset = next;
        Span<byte> bytes = stackalloc byte[BlockHeader.Size];
        Fill(bytes);
        header = BlockHeader.Read(bytes);
        SeekTo(Offset);
        return Offset;
    }

    /// <summary>Goes past a block without reading it.</summary>
    public void Skip(BlockHeader header) => SeekTo(next + BlockHeader.Size + header.Packed);

    /// <summary>What comes after the index: the footer, and nothing else.</summary>
    public void ReadEnd(long indexOffset)
    {
        Offset = next;
        Span<byte> footer = stackalloc byte[FstraceLayout.FooterBytes];
        Fill(footer);
        if (BinaryPrimitives.ReadInt64LittleEndian(footer) != indexOffset
            || !footer[8..].SequenceEqual(FstraceLayout.EndMagic)
            || stream.ReadByte() >= 0)
            throw Damaged("the last bytes are not those of a whole file");
    }

    /// <summary>Where the footer says that the index begins.</summary>
    public long IndexOffset()
    {
        if (!stream.CanSeek)
            throw new InputException($"{path}: is a pipe, which cannot be read from its end; write "
                + "it to a file and give that");
        Offset = Math.Max(
            FstraceLayout.FileHeaderBytes, stream.Length - FstraceLayout.FooterBytes);
        SeekTo(Offset);
        Span<byte> footer = stackalloc byte[FstraceLayout.FooterBytes];
        Fill(footer);
        long index = BinaryPrimitives.ReadInt64LittleEndian(footer);
        return footer[8..].SequenceEqual(FstraceLayout.EndMagic)
            && index >= FstraceLayout.FileHeaderBytes && index < Offset
                ? index : throw Damaged("the file does not end as a whole one does");
    }

    /// <summary>An error in the last block; nothing from there on is to be trusted.</summary>
    public InputException Damaged(string why) => new(
        $"{path}: the block at byte {Offset} is damaged: {why}; nothing from there on is used; "
        + "copy the file again");

    public void Dispose()
    {
        zstd.Dispose();
        stream.Dispose();
    }

    private void ReadFileHeader()
    {
        Span<byte> header = stackalloc byte[FstraceLayout.FileHeaderBytes];
        Fill(header);
        if (!header.StartsWith(FstraceLayout.Magic))
            throw new InputException($"{path}: is no .fstrace file; see docs/traces.md");
        Version = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        uint reserved = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        if (Version is 0 or > FstraceLayout.Version || reserved != 0)
            throw new InputException($"{path}: is version {Version} of the format, and only 1 to "
                + $"{FstraceLayout.Version} are known; convert it with the fragsim that wrote it");
    }

    private void Unpack(ReadOnlySpan<byte> packed)
    {
        try
        {
            int got = zstd.Unwrap(packed, content.AsSpan(0, (int)Header.Bytes));
            if (got != Header.Bytes)
                throw Damaged($"it holds {got} bytes, not {Header.Bytes}");
        }
        catch (ZstdException)
        {
            throw Damaged("it cannot be unpacked");
        }
    }

    private void Fill(Span<byte> bytes)
    {
        try
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, false) == bytes.Length)
                return;
        }
        catch (IOException e)
        {
            throw new InputException(
                $"{path}: cannot be read at byte {Offset}: {IoReason.Of(e)}; copy it again", e);
        }
        throw new InputException($"{path}: the file ends within the block at byte {Offset}; it "
            + "was cut, and nothing from there on is used; copy it again");
    }
}
