using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Traces.Events;

/// <summary>The beginning of an input, decompressed: enough to know its format.</summary>
internal sealed class TraceHead
{
    private const int Most = 1 << 16;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    private readonly byte[] bytes = [];
    private readonly Range line;

    /// <exception cref="InputException">It cannot be opened, or is damaged at once.</exception>
    public TraceHead(string path)
    {
        Path = path;
        IsFolder = Directory.Exists(path);
        if (IsFolder)
            return;
        Length = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        using Stream stream = TextFile.Open(path);
        byte[] bytes = new byte[Most];
        try
        {
            this.bytes = bytes[..stream.ReadAtLeast(bytes, Most, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (TextFile.IsDamage(e))
        {
            throw TextFile.Damaged(path, 0, e);
        }
        line = Telling(this.bytes);
    }

    public string Path { get; }

    public bool IsFolder { get; }

    /// <summary>Bytes of the file as it lies on disk.</summary>
    public long Length { get; }

    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>The first line that a kernel's tracers print, or else the first that is neither
    /// blank nor a comment.</summary>
    public HeadLine Line => new(bytes.AsSpan(line));

    private static Range Telling(ReadOnlySpan<byte> bytes)
    {
        Range? first = null;
        // A header of CSV ends the search, and zeros are no text.
        bool searches = !bytes.Contains((byte)0);
        for (int start = bytes.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
            start < bytes.Length;)
        {
            int length = bytes[start..].IndexOf((byte)'\n');
            Range range = start..(length < 0 ? bytes.Length : start + length);
            HeadLine line = new(bytes[range]);
            if (line.IsOfTracer)
                return range;
            if (first is null && !line.IsBlank)
                (first, searches) = (range, searches && !line.IsCsv);
            if (length < 0 || (first is not null && !searches))
                break;
            start += length + 1;
        }
        return first ?? ..0;
    }
}
