namespace FragSim.Traces.Events;

/// <summary>A line at the beginning of a file, by which the format of all of it is known.</summary>
internal readonly ref struct HeadLine(ReadOnlySpan<byte> line)
{
    /// <summary>No line of a trace is longer, and no more of one need be looked at.</summary>
    private const int Most = 4096;

    private readonly ReadOnlySpan<byte> line =
        line[..Math.Min(line.Length, Most)].TrimEnd((byte)'\r');

    /// <summary>What stands before a task's number.</summary>
    private enum PidAfter { Nothing, Dash, Space }

    public bool IsBlank => line.Trim(" \t"u8).IsEmpty || (line[0] == '#' && !IsTracerComment);

    public bool IsCsv => line.IndexOf("time_ns"u8) >= 0;

    /// <summary>ftrace, trace-cmd or perf printed it.</summary>
    public bool IsOfTracer => IsFtrace || IsTraceCmd || IsPerf;

    /// <summary>A line of <c>trace</c> or its header.</summary>
    public bool IsFtrace => line.StartsWith("# tracer:"u8)
        || Pid == PidAfter.Dash || IsLost || line.IndexOf(": mm_"u8) >= 0
        || line.IndexOf("/* mm_"u8) >= 0;

    public bool IsTraceCmd => line.StartsWith("cpus="u8) || line.StartsWith("version = "u8);

    // Whatever fields were asked for: the parser tells which are missing.
    public bool IsPerf => line.StartsWith("# ========"u8)
        || Pid == PidAfter.Space || line.IndexOf(":mm_"u8) >= 0;

    /// <summary><c>CPU:0 [LOST 42 EVENTS]</c>.</summary>
    private bool IsLost => line.StartsWith("CPU:"u8) && line.EndsWith("]"u8);

    private bool IsTracerComment =>
        line.StartsWith("# tracer:"u8) || line.StartsWith("# ========"u8);

    /// <summary>What stands before the number that is before a CPU in brackets, as in every event
    /// of a kernel's trace.</summary>
    private PidAfter Pid
    {
        get
        {
            ReadOnlySpan<byte> task = line[..Math.Max(0, Bracket())].TrimEnd((byte)' ');
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
}
