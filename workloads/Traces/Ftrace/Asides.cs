using System.Buffers;

namespace FragSim.Traces.Ftrace;

/// <summary>
/// Lines of a trace's text that are no events: what tracers print before and between them, and what
/// people paste with them.
/// </summary>
internal static class Asides
{
    private const int LeastAddressDigits = 6;

    private static readonly SearchValues<byte> HexDigits =
        SearchValues.Create("0123456789abcdef"u8);
    private static readonly SearchValues<byte> LogTime = SearchValues.Create("0123456789. "u8);
    private static readonly SearchValues<byte> GraphTime =
        SearchValues.Create("0123456789. us+!#*@$"u8);

    /// <summary>One of <see cref="FtraceKind.Header"/>, <see cref="FtraceKind.Stack"/>,
    /// <see cref="FtraceKind.Graph"/> and <see cref="FtraceKind.Text"/>.</summary>
    /// <param name="line">As <see cref="Bare"/> gives it.</param>
    public static FtraceKind Kind(ReadOnlySpan<byte> line) => IsHeader(line) ? FtraceKind.Header
        : IsFrame(line) ? FtraceKind.Stack
        : IsGraph(line) ? FtraceKind.Graph : FtraceKind.Text;

    /// <summary>The line without blanks around it, the <c>&gt;</c> of a mail that quotes it, and
    /// the <c>[SECONDS]</c> of a kernel's log.</summary>
    public static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> line)
    {
        line = line.TrimStart(" \t>"u8).TrimEnd(" \t"u8);
        if (!line.StartsWith("["u8))
            return line;
        int end = line.IndexOf((byte)']');
        return end > 1 && line[1..end].IndexOfAnyExcept(LogTime) < 0
            && line[end - 1] is >= (byte)'0' and <= (byte)'9'
            ? line[(end + 1)..].TrimStart((byte)' ') : line;
    }

    /// <summary>A line of a call chain: <c>=&gt; SYMBOL</c> of the kernel and trace-cmd,
    /// <c>ADDRESS SYMBOL</c> of perf.</summary>
    public static bool IsFrame(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("=>"u8) || line.StartsWith("<stack trace"u8)
            || line.StartsWith("<user stack trace"u8))
            return true;
        int end = line.IndexOf((byte)' ');
        ReadOnlySpan<byte> address = end < 0 ? line : line[..end];
        if (address.StartsWith("0x"u8))
            address = address[2..];
        return address.Length >= LeastAddressDigits
            && address.IndexOfAnyExcept(HexDigits) < 0;
    }

    /// <summary>Blank lines, comments, rules, and what tools print before the events.</summary>
    private static bool IsHeader(ReadOnlySpan<byte> line) => line.IsEmpty || line[0] == '#'
        || line.IndexOfAnyExcept((byte)'-') < 0
        // trace-cmd report
        || line.StartsWith("cpus="u8) || line.StartsWith("version = "u8)
        || (line.StartsWith("CPU "u8) && line.EndsWith(" is empty"u8))
        // Android's atrace
        || line.StartsWith("capturing trace"u8) || line.SequenceEqual("TRACE:"u8)
        // ftrace_dump
        || line.StartsWith("Dumping ftrace buffer"u8)
        || line.SequenceEqual("(ftrace buffer empty)"u8);

    /// <summary><c>CPU) DURATION | CALL</c> of the function_graph tracer, perhaps behind a time;
    /// and where it changes tasks.</summary>
    private static bool IsGraph(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = line.TrimStart("0123456789"u8);
        return (rest.Length < line.Length && rest.StartsWith(")"u8))
            || (line.IndexOf((byte)'|') is int bar and >= 0
                && line[..bar].IndexOfAnyExcept(GraphTime) < 0);
    }
}
