using System.IO.Compression;
using FragSim.Sim;

namespace FragSim.Workloads.Text;

/// <summary>Opens a file that may be compressed, and says clearly when it cannot.</summary>
internal static class TextFile
{
    private const int BufferBytes = 1 << 18;

    private static ReadOnlySpan<byte> Gzip => [0x1f, 0x8b];

    private static ReadOnlySpan<byte> Zstd => [0x28, 0xb5, 0x2f, 0xfd];

    /// <summary>What may stand after the name of a file that is compressed.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = ["", ".gz", ".zst"];

    /// <summary>The file, or the file with <c>.gz</c> or <c>.zst</c> after its name; null if none
    /// exists.</summary>
    public static string? Find(string folder, string name) =>
        Suffixes.Select(s => Path.Combine(folder, name + s)).FirstOrDefault(File.Exists);

    /// <summary>Opens for reading from the start. Gzip and zstd are known by their first bytes, not
    /// by their names.</summary>
    /// <exception cref="InputException">There is no such file, or nothing in it.</exception>
    public static Stream Open(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path}: is a directory; give a file");
        FileStream file = OpenFile(path);
        Span<byte> magic = stackalloc byte[4];
        int got = file.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        if (got == 0)
        {
            file.Dispose();
            throw new InputException($"{path}: the file is empty; copy it again");
        }
        file.Position = 0;
        return magic[..got].StartsWith(Gzip) ? new GZipStream(file, CompressionMode.Decompress)
            : magic[..got].StartsWith(Zstd) ? new ZstdStream(file) : file;
    }

    /// <summary>The error of a stream that broke after a number of good lines.</summary>
    public static InputException Damaged(string path, long lines, Exception cause) =>
        new(cause is InvalidDataException
            ? $"{path}: the compressed stream ends early or is damaged after {lines} lines; "
                + "the file is truncated or corrupt, copy it again"
            : $"{path}: cannot be read after {lines} lines: {cause.Message}", cause);

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read,
                BufferBytes, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: no such file; check the path", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be opened: {e.Message}", e);
        }
    }
}
