using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Traces.Ftrace;

/// <summary>
/// What stands before the event on a line: <c>TASK-PID [CPU] FLAGS SECONDS:</c> as ftrace and
/// trace-cmd print it, or <c>TASK PID [CPU] SECONDS:</c> as perf script does. Other forms are a
/// <see cref="LooseHead"/>.
/// </summary>
/// <remarks>A task's name may hold any character, so the CPU is the first number in brackets that
/// has a pid before it and a time, or flags and a time, behind it. trace-cmd puts the name of an
/// instance before the task's.</remarks>
internal readonly ref struct LineHead
{
    private const int CommBytes = 16;

    /// <summary>Preemption is disabled twice by the task that holds the lock of per-CPU lists, and
    /// once more by the interrupt that frees pages.</summary>
    private const byte DepthInPcp = (byte)'3';

    private readonly ReadOnlySpan<byte> time;
    private readonly ReadOnlySpan<byte> flags;
    private readonly bool inMicroseconds;

    /// <exception cref="InputException">The line is damaged.</exception>
    public LineHead(ReadOnlySpan<byte> line, LineReader lines)
    {
        // ftrace and trace-cmd print names in 16 columns, at the right.
        bool padded = line.Length > CommBytes + 1 && line[CommBytes] == '-'
            && line[CommBytes + 1] is >= (byte)'0' and <= (byte)'9';
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
            int start = before.LastIndexOf((byte)' ') + 1;
            timeless |= start == before.Length && !line[end..].Trim((byte)' ').Contains((byte)' ');
            if (start == before.Length || before[..start].Trim((byte)' ').Contains((byte)' '))
                continue;
            Pid = Number(task[pid..], lines);
            Comm = Name(task[..Math.Max(0, pid - 1)]);
            time = before[start..];
            flags = before[..start].Trim((byte)' ');
            Event = line[(end + colon + 2)..];
            return;
        }
        if (timeless)
            throw lines.At("the event has no time; the line is damaged or cut");
        if (!LooseHead.TryFind(line, out LooseHead loose))
            return;
        Pid = Number(loose.Pid, lines);
        Comm = Name(loose.Comm);
        time = loose.Time;
        inMicroseconds = loose.InMicroseconds;
        Event = loose.Event;
    }

    /// <summary>The line is that of an event; nothing else is known of it when it is not.
    /// </summary>
    public bool IsEvent => !time.IsEmpty;

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
    public static ReadOnlySpan<byte> Task(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd((byte)' ');
        return text.EndsWith(")"u8) && text.LastIndexOf((byte)'(') is int group and > 0
            ? text[..group].TrimEnd((byte)' ') : text;
    }

    /// <summary>Where the pid begins, negative when there is none; perf prints PID/TID when asked
    /// for both.</summary>
    public static int PidAt(ReadOnlySpan<byte> task)
    {
        int pid = task.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        if (pid > 0 && pid < task.Length && task[pid - 1] == '/')
            pid = task[..(pid - 1)].LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        return pid == 0 || task[pid - 1] is (byte)'-' or (byte)' ' ? pid : -1;
    }

    /// <summary>Without the name of an instance, the <c>[SECONDS]</c> of a kernel's log and the
    /// <c>&gt;</c> of a mail that quotes it.</summary>
    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> comm)
    {
        int instance = comm.IndexOf(": "u8);
        comm = comm[(instance < 0 ? 0 : instance + 2)..].Trim((byte)' ');
        if (comm.IsEmpty || comm[0] is not ((byte)'>' or (byte)'['))
            return comm;
        comm = comm.TrimStart("> "u8);
        return comm[(comm.LastIndexOf("] "u8) is int log and >= 0 ? log + 2 : 0)..]
            .TrimStart((byte)' ');
    }

    public long TimeNs(LineReader lines)
    {
        if (inMicroseconds)
            return Digits.TryRead(time, out ulong us) && us < long.MaxValue / 1000
                ? (long)us * 1000
                : throw lines.At("the event's time is out of range; the line is damaged");
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
        if (point < 0)
            throw lines.At("the event's time is a count, not seconds; record with a clock of "
                + "seconds (trace_clock mono), and print it without --raw-ts");
        int decimals = time.Length - point - 1;
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
}
