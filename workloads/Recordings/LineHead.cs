using FragSim.Workloads.Text;

namespace FragSim.Workloads.Recordings;

/// <summary>
/// What stands before the event on a line: <c>TASK-PID [CPU] FLAGS SECONDS:</c> as ftrace and
/// trace-cmd print it, or <c>TASK PID [CPU] SECONDS:</c> as perf script does.
/// </summary>
/// <remarks>A task's name may hold any character, so the CPU is the first number in brackets that
/// has a pid before it and a time, or flags and a time, behind it. trace-cmd puts the name of an
/// instance before the task's.</remarks>
internal readonly ref struct LineHead
{
    private const int CommBytes = 16;

    /// <summary>Preemption is disabled twice by whoever holds the lock of per-CPU lists, and once
    /// more by the interrupt that frees pages.</summary>
    private const byte DepthInPcp = (byte)'3';

    private readonly ReadOnlySpan<byte> time;
    private readonly ReadOnlySpan<byte> flags;

    /// <exception cref="Sim.InputException">The line is of no trace, or damaged.</exception>
    public LineHead(ReadOnlySpan<byte> line, LineReader lines)
    {
        // ftrace and trace-cmd print names in 16 columns, at the right.
        bool padded = line.Length > CommBytes && line[CommBytes] == '-';
        bool timeless = false;
        for (int from = padded ? CommBytes : 0; TryFindCpu(line, from, out int cpu, out int end);
            from = end)
        {
            ReadOnlySpan<byte> task = Task(line[..cpu]);
            int pid = padded ? CommBytes + 1 : PidAt(task);
            if (pid < 0 || pid >= task.Length)
                continue;
            int colon = line[end..].IndexOf(": "u8);
            ReadOnlySpan<byte> before = colon < 0 ? [] : line.Slice(end, colon);
            int time = before.LastIndexOf((byte)' ') + 1;
            timeless |= time == before.Length;
            if (time == before.Length || before[..time].Trim((byte)' ').Contains((byte)' '))
                continue;
            Pid = Number(task[pid..], lines);
            Comm = Name(task[..Math.Max(0, pid - 1)]);
            this.time = before[time..];
            flags = before[..time].Trim((byte)' ');
            Event = line[(end + colon + 2)..];
            return;
        }
        throw timeless ? lines.At("the event has no time; the line is damaged or cut")
            : NoTrace(lines);
    }

    public ReadOnlySpan<byte> Comm { get; }

    public int Pid { get; }

    /// <summary>In a soft interrupt that came while its CPU was at the per-CPU lists of some zone.
    /// Flags are <c>irqs-off, need-resched, irq context, preempt depth, migrate-disable</c>; perf
    /// prints none.</summary>
    public bool IsInPcpLock => flags.Length == 5 && flags[2] == 's' && flags[3] >= DepthInPcp;

    /// <summary>What follows: the event's name and its fields.</summary>
    public ReadOnlySpan<byte> Event { get; }

    /// <summary>The next <c>[CPU]</c>, and where it ends.</summary>
    private static bool TryFindCpu(ReadOnlySpan<byte> line, int from, out int cpu, out int end)
    {
        for (cpu = from - 1, end = 0; cpu < line.Length;)
        {
            int open = line[(cpu + 1)..].IndexOf((byte)'[');
            if (open < 0)
                return false;
            cpu += open + 1;
            end = cpu + 1;
            while (end < line.Length && line[end] is >= (byte)'0' and <= (byte)'9')
                end++;
            if (cpu > 0 && end > cpu + 1 && end < line.Length && line[end++] == ']')
                return true;
        }
        return false;
    }

    /// <summary>Name and pid, without the thread group that the kernel prints when asked to.
    /// </summary>
    private static ReadOnlySpan<byte> Task(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd((byte)' ');
        return text.EndsWith(")"u8) && text.LastIndexOf((byte)'(') is int group and > 0
            ? text[..group].TrimEnd((byte)' ') : text;
    }

    /// <summary>Where the pid begins, negative when there is none; perf prints PID/TID when asked
    /// for both.</summary>
    private static int PidAt(ReadOnlySpan<byte> task)
    {
        int pid = task.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        if (pid > 0 && pid < task.Length && task[pid - 1] == '/')
            pid = task[..(pid - 1)].LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        return pid == 0 || task[pid - 1] is (byte)'-' or (byte)' ' ? pid : -1;
    }

    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> comm)
    {
        int instance = comm.IndexOf(": "u8);
        return comm[(instance < 0 ? 0 : instance + 2)..].Trim((byte)' ');
    }

    public long TimeNs(LineReader lines)
    {
        long value = 0;
        int point = -1;
        for (int i = 0; i < time.Length; i++)
        {
            if (time[i] == '.' && point < 0)
                point = i;
            else if (time[i] is >= (byte)'0' and <= (byte)'9' && i < 19)
                value = value * 10 + (time[i] - '0');
            else
                throw lines.At("the event's time is not a number of seconds; the line is damaged");
        }
        int decimals = point < 0 ? 0 : time.Length - point - 1;
        if (point < 0 && time.Length > 9)
            throw lines.At("the event's time is a count, not seconds; record with a clock of "
                + "seconds (trace_clock mono), and print it without --raw-ts");
        if (decimals > 9 || point > 9)
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
        + "or what trace-cmd report or perf script print (with comm, tid, cpu, time, event and "
        + "trace; not in the latency or raw format)");
}
