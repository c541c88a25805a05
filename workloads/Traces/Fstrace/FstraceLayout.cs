namespace FragSim.Traces.Fstrace;

/// <summary>What a block of a file holds: four letters.</summary>
internal enum BlockKind : uint
{
    /// <summary><c>STRT</c>: a piece of the state of memory at the start.</summary>
    Start = 0x5452_5453,
    /// <summary><c>NAME</c>: the name of a phase or snapshot, before its first use.</summary>
    Name = 0x454D_414E,
    /// <summary><c>EVNT</c>: events, column by column.</summary>
    Events = 0x544E_5645,
    /// <summary><c>INDX</c>: where the blocks of events are; the last block.</summary>
    Index = 0x5844_4E49,
}

/// <summary>Sizes and marks of the format; docs/traces.md has all of it, to the byte.</summary>
internal static class FstraceLayout
{
    public const uint Version = 2;

    /// <summary>The first version: no event has a page.</summary>
    public const uint VersionWithoutPages = 1;

    public const int FileHeaderBytes = 16;
    public const int FooterBytes = 16;

    /// <summary>No block is larger than this, packed or not.</summary>
    public const int MaxBlockBytes = 1 << 20;

    public const int MaxBlockEvents = 1 << 16;

    /// <summary>Events of a block that have a page: so few that every block has room for them.
    /// </summary>
    public const int MaxBlockPages = 1 << 15;

    public const int MaxShapes = 256;
    public const int ShapeBytes = 8;
    public const int MaxNameBytes = 1 << 16;
    public const int IndexEntryBytes = 24;

    /// <summary>The first byte is no text's, and the line breaks show a file that was copied as
    /// text.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'F', (byte)'S', (byte)'T', (byte)'R',
        (byte)'\r', (byte)'\n', 0x1a];

    /// <summary>The last eight bytes of a file that was finished.</summary>
    public static ReadOnlySpan<byte> EndMagic => "FSTR-END"u8;
}
