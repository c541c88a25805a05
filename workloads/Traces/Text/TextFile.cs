using System.IO.Compression;
using FragSim.Sim.Base;
using ZstdSharp;

namespace FragSim.Traces.Text;

/// <summary>Opens text that may be compressed, and says clearly when it cannot.</summary>
public static class TextFile
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
    /// <exception cref="InputException">There is no such file, or nothing in it, or it cannot be
    /// read.</exception>
    public static Stream Open(string path)
    {
        Stream file = OpenRaw(path);
        Span<byte> magic = stackalloc byte[4];
        int got;
        try
        {
            got = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        }
        catch (Exception e)
        {
            file.Dispose();
            if (IsDamage(e))
                throw Damaged(path, 0, e);
            throw;
        }
        if (got == 0)
        {
            file.Dispose();
            throw new InputException($"{path}: the file is empty; copy it again");
        }
        if (file.CanSeek)
            file.Position = 0;
        else
        {
            file.Dispose();
            file = OpenRaw(path);
        }
        if (magic[..got].StartsWith(GzipMagic))
            return new InputStream(new GZipStream(file, CompressionMode.Decompress), file);
        if (magic[..got].SequenceEqual(ZstdMagic))
            return new InputStream(new DecompressionStream(file, leaveOpen: false), file);
        return file;
    }

    /// <summary>Opens for reading as it is.</summary>
    /// <exception cref="InputException">There is no such file.</exception>
    public static Stream OpenRaw(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path}: is a directory; give a file");
        Stream stream = PipedInput.Again(path) ?? OpenFile(path);
        return new InputStream(stream, stream);
    }

    /// <summary>All bytes of a small file, decompressed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Bytes that a file of its kind has at most.</param>
    /// <param name="kind">What it should be, for messages: <c>a file of prices</c>.</param>
    /// <exception cref="InputException">It cannot be read, is empty or larger.</exception>
    public static byte[] ReadAll(string path, int most, string kind)
    {
        using Stream stream = Open(path);
        using MemoryStream all = new();
        byte[] buffer = new byte[1 << 14];
        try
        {
            while (stream.Read(buffer) is int got and > 0)
            {
                all.Write(buffer, 0, got);
                if (all.Length > most)
                    throw new InputException($"{path}: is larger than {most >> 10} KiB, and no "
                        + $"{kind} is; check the path");
            }
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(path, 0, e);
        }
        return all.ToArray() is [0xef, 0xbb, 0xbf, .. var text] ? text : all.ToArray();
    }

    /// <summary>Has the file a length and the same bytes each time that it is opened? Pipes and
    /// devices have not.</summary>
    public static bool IsRegular(string path) =>
        (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path))
            is FileInfo { Exists: true, Length: > 0 };

    /// <summary>Is it what a damaged file makes a reader throw?</summary>
    public static bool IsDamage(Exception e) =>
        e is InvalidDataException or IOException or ZstdException;

    /// <summary>The error of a stream that broke after a number of good lines.</summary>
    public static InputException Damaged(string path, long lines, Exception cause) =>
        new(cause is InvalidDataException or ZstdException or EndOfStreamException
            ? $"{path}: the compressed stream ends early or is damaged after {lines} lines; "
                + "the file is truncated or corrupt, copy it again"
            : $"{path}: cannot be read after {lines} lines: {IoReason.Of(cause)}; copy what it "
                + "holds to a file and give that", cause);

    private static Stream OpenFile(string path)
    {
        try
        {
            // A pipe does not open until a writer comes.
            Task<FileStream> open = Task.Run(() => new FileStream(path, FileMode.Open,
                FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan));
            Task.WaitAny([open], InputCancellation.Token);
            FileStream file = open.GetAwaiter().GetResult();
            return file.CanSeek ? file : PipedInput.First(path, file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: no such file; check the path", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{path}: cannot be opened: {IoReason.Of(e)}; check its permissions", e);
        }
    }
}
