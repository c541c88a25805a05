using System.Buffers.Binary;
using System.IO.Hashing;

namespace FragSim.Traces.Fstrace;

/// <summary>The 40 bytes before every block's content.</summary>
/// <param name="Kind">What the block holds.</param>
/// <param name="Packed">Bytes of the content in the file, compressed by zstd.</param>
/// <param name="Bytes">Bytes of the content.</param>
/// <param name="Count">Events or entries in it; blocks of memory of the whole start state.</param>
/// <param name="FirstNs">Time of the first event.</param>
/// <param name="IdsBefore">Ids that blocks and events before this block have used.</param>
/// <param name="NamesBefore">Names in the blocks before this one.</param>
internal readonly record struct BlockHeader(BlockKind Kind, uint Packed, uint Bytes, uint Count,
    long FirstNs, uint IdsBefore, uint NamesBefore)
{
    public const int Size = 40;
    private const int ChecksumBytes = sizeof(ulong);

    /// <summary>Writes the header and, before it, the checksum of header and content.</summary>
    /// <param name="block">Room for the header, then the packed content.</param>
    /// <param name="offset">Where in the file the block begins: a block that is moved, repeated or
    /// left out makes the checksums wrong from there on.</param>
    public void Write(Span<byte> block, long offset)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(block[8..], (uint)Kind);
        BinaryPrimitives.WriteUInt32LittleEndian(block[12..], Packed);
        BinaryPrimitives.WriteUInt32LittleEndian(block[16..], Bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(block[20..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(block[24..], FirstNs);
        BinaryPrimitives.WriteUInt32LittleEndian(block[32..], IdsBefore);
        BinaryPrimitives.WriteUInt32LittleEndian(block[36..], NamesBefore);
        BinaryPrimitives.WriteUInt64LittleEndian(block, Checksum(block, offset));
    }

    public static BlockHeader Read(ReadOnlySpan<byte> block) => new(
        (BlockKind)BinaryPrimitives.ReadUInt32LittleEndian(block[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(block[12..]),
        BinaryPrimitives.ReadUInt32LittleEndian(block[16..]),
        BinaryPrimitives.ReadUInt32LittleEndian(block[20..]),
        BinaryPrimitives.ReadInt64LittleEndian(block[24..]),
        BinaryPrimitives.ReadUInt32LittleEndian(block[32..]),
        BinaryPrimitives.ReadUInt32LittleEndian(block[36..]));

    /// <summary>Is the block, header and packed content, as it was written?</summary>
    public static bool IsSound(ReadOnlySpan<byte> block, long offset) =>
        BinaryPrimitives.ReadUInt64LittleEndian(block) == Checksum(block, offset);

    private static ulong Checksum(ReadOnlySpan<byte> block, long offset) =>
        XxHash3.HashToUInt64(block[ChecksumBytes..], offset);
}
