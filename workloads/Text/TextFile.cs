using System.IO.Compression;
using FragSim.Sim;

namespace FragSim.Workloads.Text;

/// <summary>Opens text that may be gzipped, and says clearly when it cannot.</summary>
internal static class TextFile
{
    private const int BufferBytes = 1 << 18;

    /// <summary>The file, or the file with <c>.gz</c> after its name; null if neither exists.
    /// </summary>
    public static string? Find(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : File.Exists(path + ".gz") ? path + ".gz" : null;
    }

    /// <summary>Opens for reading from the start. Gzip is known by its first bytes, not by its
    /// name.</summary>
    /// <exception cref="InputException">There is no such file, or nothing in it.</exception>
    public static Stream Open(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path}: is a directory; give a file");
        FileStream file = OpenFile(path);
        Span<byte> magic = stackalloc byte[2];
        int got = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        if (got == 0)
        {
            file.Dispose();
            throw new InputException($"{path}: the file is empty; copy it again");
        }
        file.Position = 0;
        return got == 2 && magic[0] == 0x1f && magic[1] == 0x8b
            ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>The error of a stream that broke after a number of good lines.</summary>
    public static InputException Damaged(string path, long lines, Exception cause) =>
        new(cause is InvalidDataException
            ? $"{path}: the gzip stream ends early or is damaged after {lines} lines; "
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
