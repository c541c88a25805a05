using FragSim.Workloads.Text;

namespace FragSim.Workloads.Recordings;

/// <summary>
/// What stands before the event on a line: <c>TASK-PID [CPU] FLAGS SECONDS:</c> as ftrace and
/// trace-cmd print it, or <c>TASK PID [CPU] SECONDS:</c> as perf script does.
/// </summary>
/// <remarks>A task's name may hold any character, so the pid is found from its fixed column in
/// ftrace's output, or else from the CPU after it.</remarks>
internal readonly ref struct LineHead
{
    private const int CommBytes = 16;

    private readonly ReadOnlySpan<byte> _time;

    /// <exception cref="Sim.InputException">The line is of no trace, or damaged.</exception>
    public LineHead(ReadOnlySpan<byte> line, LineReader lines)
    {
        bool padded = line.Length > CommBytes && line[CommBytes] == '-';
        int cpu = FindCpu(line, padded ? CommBytes : 0);
        if (cpu < 0)
            throw NoTrace(lines);
        ReadOnlySpan<byte> task = line[..cpu].TrimEnd((byte)' ');
        if (task.EndsWith(")"u8) && task.LastIndexOf((byte)'(') is int group and > 0)
            task = task[..group].TrimEnd((byte)' ');
        int pid = padded ? CommBytes + 1
            : task.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        // perf prints PID/TID when asked for both.
        if (!padded && pid > 0 && task[pid - 1] == '/')
            pid = task[..(pid - 1)].LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        if (pid < 1 || pid > task.Length || task[pid - 1] is not ((byte)'-' or (byte)' '))
            throw NoTrace(lines);
        Pid = Number(task[pid..], lines);
        Comm = task[..(pid - 1)].Trim((byte)' ');
        int colon = line[cpu..].IndexOf(": "u8) + cpu;
        int start = colon < cpu ? -1 : line[cpu..colon].LastIndexOf((byte)' ') + cpu + 1;
        if (start <= cpu)
            throw lines.At("the event has no time; the line is damaged or cut");
        _time = line[start..colon];
        Event = line[(colon + 2)..];
    }

    public ReadOnlySpan<byte> Comm { get; }

    public int Pid { get; }

    /// <summary>What follows: the event's name and its fields.</summary>
    public ReadOnlySpan<byte> Event { get; }

    /// <summary>Where <c>[CPU]</c> begins; -1 when there is none.</summary>
    private static int FindCpu(ReadOnlySpan<byte> line, int from)
    {
        while (from < line.Length)
        {
            int open = line[from..].IndexOf((byte)'[');
            if (open < 0)
                return -1;
            open += from;
            int end = open + 1;
            while (end < line.Length && line[end] is >= (byte)'0' and <= (byte)'9')
                end++;
            if (end > open + 1 && end < line.Length && line[end] == ']' && open > 0)
                return open;
            from = open + 1;
        }
        return -1;
    }

    public long TimeNs(LineReader lines)
    {
        long value = 0;
        int point = -1;
        for (int i = 0; i < _time.Length; i++)
        {
            if (_time[i] == '.' && point < 0)
                point = i;
            else if (_time[i] is >= (byte)'0' and <= (byte)'9' && i < 19)
                value = value * 10 + (_time[i] - '0');
            else
                throw lines.At("the event's time is not a number of seconds; the line is damaged");
        }
        int decimals = point < 0 ? 0 : _time.Length - point - 1;
        if (decimals > 9 || (point < 0 ? _time.Length : point) > 9)
            throw lines.At("the event's time is out of range; the line is damaged");
        for (; decimals < 9; decimals++)
            value *= 10;
        return value;
    }

    private static int Number(ReadOnlySpan<byte> text, LineReader lines)
    {
        int pid = 0;
        int digits = 0;
        foreach (byte c in text)
        {
            if (c is < (byte)'0' or > (byte)'9')
                break;
            pid = unchecked(pid * 10 + (c - '0'));
            digits++;
        }
        return digits is > 0 and < 10 ? pid
            : throw lines.At("the event has no process id; the line is damaged or cut");
    }

    private static Sim.InputException NoTrace(LineReader lines) => lines.At(
        "this is not a line of a trace; give /sys/kernel/tracing/trace as the kernel prints it, "
        + "or what trace-cmd report or perf script print");
}
