using System.IO.Compression;
using ZstdSharp;

namespace FragSim.Traces.Text;

/// <summary>Writes files that <see cref="TextFile"/> reads.</summary>
public static class CompressedFile
{
    private const int ZstdLevel = 3;

    /// <summary>Compresses what goes to a file, as its name says: <c>.gz</c>, <c>.zst</c> or not at
    /// all. The file is closed with the stream.</summary>
    public static Stream Over(Stream file, string name) =>
        Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".gz" => new GZipStream(file, CompressionLevel.Fastest),
            ".zst" => new CompressionStream(file, ZstdLevel, leaveOpen: false),
            _ => file,
        };
}
