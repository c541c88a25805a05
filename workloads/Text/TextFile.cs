using System.IO.Compression;
using FragSim.Sim;
using ZstdSharp;

namespace FragSim.Workloads.Text;

/// <summary>Opens text that may be compressed, and says clearly when it cannot.</summary>
internal static class TextFile
{
    private const int BufferBytes = 1 << 18;

    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    private static ReadOnlySpan<byte> ZstdMagic => [0x28, 0xb5, 0x2f, 0xfd];

    /// <summary>What may stand after the name of a file that is compressed.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = ["", ".gz", ".zst"];

    /// <summary>The file, or the file with <c>.gz</c> or <c>.zst</c> after its name; null if none
    /// exists.</summary>
    public static string? Find(string folder, string name) =>
        Suffixes.Select(s => Path.Combine(folder, name + s)).FirstOrDefault(File.Exists);

    /// <summary>Opens for reading from the start. Gzip and zstd are known by their first bytes,
    /// not by a name.</summary>
    /// <exception cref="InputException">There is no such file, or nothing in it.</exception>
    public static Stream Open(string path) => Open(path, out _);

    /// <param name="file">What is read below the decompression.</param>
    public static Stream Open(string path, out FileStream file)
    {
        file = OpenRaw(path);
        Span<byte> magic = stackalloc byte[4];
        int got = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        if (got == 0)
        {
            file.Dispose();
            throw new InputException($"{path}: the file is empty; copy it again");
        }
        file.Position = 0;
        if (magic[..got].StartsWith(GzipMagic))
            return new GZipStream(file, CompressionMode.Decompress);
        if (magic[..got].SequenceEqual(ZstdMagic))
            return new DecompressionStream(file, leaveOpen: false);
        return file;
    }

    /// <summary>Opens for reading as it is.</summary>
    /// <exception cref="InputException">There is no such file.</exception>
    public static FileStream OpenRaw(string path) => Directory.Exists(path)
        ? throw new InputException($"{path}: is a directory; give a file") : OpenFile(path);

    /// <summary>Is it what a damaged file makes a reader throw?</summary>
    public static bool IsDamage(Exception e) =>
        e is InvalidDataException or IOException or ZstdException;

    /// <summary>The error of a stream that broke after a number of good lines.</summary>
    public static InputException Damaged(string path, long lines, Exception cause) =>
        new(cause is InvalidDataException or ZstdException or EndOfStreamException
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
