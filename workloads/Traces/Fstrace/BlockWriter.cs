using System.Buffers.Binary;
using ZstdSharp;

namespace FragSim.Traces.Fstrace;

/// <summary>Packs blocks and writes them one after another.</summary>
internal sealed class BlockWriter : IDisposable
{
    private readonly Stream stream;
    private readonly Compressor zstd;
    private readonly byte[] block;

    public BlockWriter(Stream stream, int level)
    {
        this.stream = stream;
        zstd = new Compressor(level);
        block = new byte[BlockHeader.Size
            + Compressor.GetCompressBound(FstraceLayout.MaxBlockBytes)];
        Span<byte> header = stackalloc byte[FstraceLayout.FileHeaderBytes];
        header.Clear();
        FstraceLayout.Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], FstraceLayout.Version);
        Put(header);
    }

    /// <summary>Bytes written: where the next block begins.</summary>
    public long Offset { get; private set; }

    /// <param name="header">Its sizes are filled in here.</param>
    /// <param name="content">At most <see cref="FstraceLayout.MaxBlockBytes"/>.</param>
    public void Write(BlockHeader header, ReadOnlySpan<byte> content)
    {
        int packed = zstd.Wrap(content, this.block.AsSpan(BlockHeader.Size));
        header = header with { Packed = (uint)packed, Bytes = (uint)content.Length };
        Span<byte> block = this.block.AsSpan(0, BlockHeader.Size + packed);
        header.Write(block, Offset);
        Put(block);
    }

    /// <summary>The last bytes of the file: where the index is.</summary>
    public void WriteFooter(long indexOffset)
    {
        Span<byte> footer = stackalloc byte[FstraceLayout.FooterBytes];
        BinaryPrimitives.WriteInt64LittleEndian(footer, indexOffset);
        FstraceLayout.EndMagic.CopyTo(footer[8..]);
        Put(footer);
    }

    public void Dispose()
    {
        zstd.Dispose();
        stream.Dispose();
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        Offset += bytes.Length;
    }
}
