using FragSim.Sim;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Traces;

/// <summary>The beginning of an input, decompressed: enough to know its format.</summary>
internal sealed class TraceHead
{
    private const int Most = 1 << 16;

    private readonly byte[] bytes = [];
    private readonly int lineStart;
    private readonly int lineEnd;

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
        (lineStart, lineEnd) = FirstTelling(this.bytes);
    }

    /// <summary>What stands before a task's number.</summary>
    public enum PidAfter { Nothing, Dash, Space }

    public string Path { get; }

    public bool IsFolder { get; }

    /// <summary>Bytes of the file as it lies on disk.</summary>
    public long Length { get; }

    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>The first line, or the first behind empty lines and unknown comments.</summary>
    public ReadOnlySpan<byte> Line => bytes.AsSpan(lineStart, lineEnd - lineStart);

    /// <summary>The line has a number in brackets, as every event of a kernel's trace.</summary>
    public bool HasCpu => Bracket() > 0;

    public PidAfter Pid
    {
        get
        {
            ReadOnlySpan<byte> task = Line[..Math.Max(0, Bracket())].TrimEnd((byte)' ');
            if (task.EndsWith(")"u8))
                task = task[..Math.Max(0, task.LastIndexOf((byte)'('))].TrimEnd((byte)' ');
            int at = task.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9');
            return at < 0 || at == task.Length - 1 ? PidAfter.Nothing
                : task[at] == '-' ? PidAfter.Dash
                : task[at] is (byte)' ' or (byte)'/' ? PidAfter.Space : PidAfter.Nothing;
        }
    }

    private int Bracket()
    {
        ReadOnlySpan<byte> line = Line;
        for (int at = 1; at < line.Length - 2; at++)
        {
            if (line[at] != '[' || line[at + 1] is < (byte)'0' or > (byte)'9')
                continue;
            int end = line[at..].IndexOf((byte)']');
            if (end > 1 && line[(at + 1)..(at + end)].IndexOfAnyExceptInRange(
                (byte)'0', (byte)'9') < 0)
                return at;
        }
        return -1;
    }

    private static (int Start, int End) FirstTelling(ReadOnlySpan<byte> bytes)
    {
        int start = 0;
        while (true)
        {
            int length = bytes[start..].IndexOf((byte)'\n');
            int end = length < 0 ? bytes.Length : start + length;
            ReadOnlySpan<byte> line = bytes[start..end];
            bool comment = line.StartsWith("#"u8) && !line.StartsWith("# tracer:"u8)
                && !line.StartsWith("# ========"u8);
            if ((!comment && !line.TrimEnd((byte)'\r').IsEmpty) || length < 0)
                return (start, end);
            start = end + 1;
        }
    }
}
