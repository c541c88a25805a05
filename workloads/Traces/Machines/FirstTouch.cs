using FragSim.Sim.Base;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Recordings;
using FragSim.Traces.Text;

namespace FragSim.Traces.Machines;

/// <summary>
/// Brings the flags of all frames, which take a while to read, to the moment of the start mark: by
/// the events before it, and by what the first event of a frame after it tells. Who is freed was in
/// use; who is allocated was free.
/// </summary>
internal sealed class FirstTouch(ulong[] flags)
{
    private const ulong User = KernelPageFlags.Lru | KernelPageFlags.Anon;

    private readonly bool[] seen = new bool[flags.Length];
    private readonly HashSet<int> compacting = [];

    /// <summary>For frames that were free, on a list of the buddy or of a CPU: one more than the
    /// order in which each was then allocated; 0 for all others.</summary>
    public byte[] Free { get; } = new byte[flags.Length];

    /// <param name="trace">All of the trace.</param>
    /// <param name="startMark">The snapshot at which the replay begins.</param>
    public void Read(LineReader trace, string startMark)
    {
        using FtraceParser parser = new(trace);
        FtraceRecord record = default;
        bool started = false;
        while (parser.Read(ref record))
        {
            ulong end = (ulong)record.Pfn + Order.Pages(Math.Min((int)record.Order, 31));
            bool inside = end <= (ulong)flags.Length;
            switch (record.Kind)
            {
                case FtraceKind.Mark:
                    started |= record.Text!.Trim() == $"snap {startMark} lists-read";
                    break;
                case FtraceKind.CompactionBegin:
                    compacting.Add(record.Pid);
                    break;
                case FtraceKind.CompactionEnd:
                    compacting.Remove(record.Pid);
                    break;
                case FtraceKind.Alloc or FtraceKind.Free when inside && !started:
                    Before(record);
                    break;
                case FtraceKind.Alloc or FtraceKind.Free when inside:
                    After(record);
                    break;
            }
        }
    }

    private void Before(in FtraceRecord record)
    {
        if (record.Kind == FtraceKind.Free)
            flags.AsSpan((int)record.Pfn, (int)Order.Pages(record.Order)).Clear();
        else
            Use(record.Pfn, record.Order,
                record.Mobility == MigrateType.Movable ? User : KernelPageFlags.InUse);
    }

    private void After(in FtraceRecord record)
    {
        bool freed = record.Kind == FtraceKind.Free;
        // A compacting task also gives back free pages that it had only set aside.
        bool tells = !freed || !(record.Task == FtraceTask.Kcompactd
            || compacting.Contains(record.Pid));
        uint end = record.Pfn + Order.Pages(record.Order);
        // A frame on a list of the buddy stays there: a bulk allocation, which has no event, is
        // likelier to have taken it in the time of the trace than in that of reading the flags.
        if (freed && tells && !seen[record.Pfn] && flags[record.Pfn] == 0)
            Use(record.Pfn, record.Order, KernelPageFlags.InUse);
        for (uint pfn = record.Pfn; pfn < end; pfn++)
        {
            if (!freed && !seen[pfn])
            {
                Free[pfn] = (byte)(record.Order + 1);
                if ((flags[pfn] & KernelPageFlags.Buddy) == 0)
                    flags[pfn] = 0;
            }
            seen[pfn] = true;
        }
    }

    private void Use(uint pfn, int order, ulong use)
    {
        uint pages = Order.Pages(order);
        flags[pfn] = order == 0 ? use : use | KernelPageFlags.CompoundHead
            | (order >= Order.Huge && use == User ? KernelPageFlags.Thp : 0);
        for (uint i = 1; i < pages; i++)
            flags[pfn + i] = use | KernelPageFlags.CompoundTail;
    }
}
