using System.IO.Compression;
using ZstdSharp;

namespace FragSim.Workloads.Text;

/// <summary>Writes files that <see cref="TextFile"/> reads.</summary>
public static class CompressedFile
{
    private const int ZstdLevel = 3;

    /// <summary>A new file, compressed as its name says: <c>.gz</c>, <c>.zst</c> or not at all.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static Stream Create(string path)
    {
        FileStream file = new(path, FileMode.Create, FileAccess.Write);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".gz" => new GZipStream(file, CompressionLevel.Fastest),
            ".zst" => new CompressionStream(file, ZstdLevel, leaveOpen: false),
            _ => file,
        };
    }
}
