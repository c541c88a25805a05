using System.Buffers;

namespace FragSim.Traces.Ftrace;

/// <summary>
/// What stands before the event on a line that names no <c>[CPU]</c>:
/// <c>TASK-PID CPUFLAGS 12us : </c> in the latency format, which is what a kernel dumps to its log
/// (<c>kernel/trace/trace_output.c</c>, <c>trace_print_lat_context</c>);
/// <c>TASK-PID CPUFLAGS SECONDS: </c> of <c>trace-cmd report -l</c>; and
/// <c>TASK PID SECONDS: </c> of perf script where a recording of single tasks holds no CPU.
/// </summary>
internal readonly ref struct LooseHead
{
    /// <summary><c>irqs-off, need-resched, irq context, preempt depth</c> and later ones.</summary>
    private const int LeastFlags = 4, MostFlags = 6;

    private static readonly SearchValues<byte> TimeBytes = SearchValues.Create("0123456789."u8);

    /// <summary>How long the task then waited, as a mark behind the time.</summary>
    private static ReadOnlySpan<byte> Marks => " !+#*@$"u8;

    public ReadOnlySpan<byte> Comm { get; private init; }

    public ReadOnlySpan<byte> Pid { get; private init; }

    public ReadOnlySpan<byte> Time { get; private init; }

    public bool InMicroseconds { get; private init; }

    public ReadOnlySpan<byte> Event { get; private init; }

    public static bool TryFind(ReadOnlySpan<byte> line, out LooseHead head)
    {
        for (int from = 0; line[from..].IndexOf(": "u8) is int at and >= 0; from += at + 2)
        {
            ReadOnlySpan<byte> before = line[..(from + at)];
            if (!IsTime(before, out ReadOnlySpan<byte> time, out int start, out bool micro))
                continue;
            ReadOnlySpan<byte> task =
                LineHead.Task(WithoutFlags(before[..start].TrimEnd((byte)' ')));
            int pid = LineHead.PidAt(task);
            if (pid < 0 || pid == task.Length)
                continue;
            head = new LooseHead
            {
                Comm = task[..Math.Max(0, pid - 1)],
                Pid = task[pid..],
                Time = time,
                InMicroseconds = micro,
                Event = line[(from + at + 2)..],
            };
            return true;
        }
        head = default;
        return false;
    }

    /// <summary>The text ends in <c>12us</c> and a mark, or in seconds with a point.</summary>
    private static bool IsTime(
        ReadOnlySpan<byte> text, out ReadOnlySpan<byte> time, out int start, out bool micro)
    {
        start = 0;
        micro = false;
        time = [];
        if (text.IsEmpty)
            return false;
        ReadOnlySpan<byte> unmarked = Marks.Contains(text[^1]) ? text[..^1] : text;
        micro = unmarked.EndsWith("us"u8);
        if (micro)
            text = unmarked[..^2];
        start = text.LastIndexOf((byte)' ') + 1;
        time = text[start..];
        int point = time.IndexOf((byte)'.');
        return !time.IsEmpty && time[0] is >= (byte)'0' and <= (byte)'9'
            && (micro ? point < 0 : point > 0 && point < time.Length - 1)
            && time.IndexOfAnyExcept(TimeBytes) < 0;
    }

    /// <summary>The text without a CPU and flags, as <c>0d..2</c>, at its end.</summary>
    private static ReadOnlySpan<byte> WithoutFlags(ReadOnlySpan<byte> text)
    {
        int start = text.LastIndexOf((byte)' ') + 1;
        ReadOnlySpan<byte> flags = text[start..].TrimStart("0123456789"u8);
        int digits = text.Length - start - flags.Length;
        foreach (byte c in flags)
            if (!char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'.' or (byte)'#'))
                return text;
        return digits > 0 && flags.Length is >= LeastFlags and <= MostFlags
            ? text[..start].TrimEnd((byte)' ') : text;
    }
}
