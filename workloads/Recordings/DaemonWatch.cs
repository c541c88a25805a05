using FragSim.Sim.Events;

namespace FragSim.Workloads.Recordings;

/// <summary>
/// The hours of the recorded kernel's background threads. kswapd is at work from its first event
/// until it has shown none for a while: the event that says it sleeps comes only a tenth of a
/// second after it stopped (<c>kswapd_try_to_sleep</c>). kcompactd looks whether there is something
/// to do whenever it shows itself after it slept; what it then does is for the simulation to say,
/// and how long it takes for the recording.
/// </summary>
internal sealed class DaemonWatch(EventQueue events)
{
    /// <summary>Without having stopped, kswapd may wait so long for each task that has the CPU
    /// meanwhile: the time slice of two that share it.</summary>
    private const long SliceNs = 3_000_000;

    private const int MaxOthers = 3;

    private readonly int[] _others = new int[MaxOthers];
    private int _othersSeen;
    private bool _kswapdRuns;
    private long _kswapdNs;
    private bool _kcompactdRuns;

    public void Saw(in FtraceRecord record)
    {
        if (record.Task == FtraceTask.Kcompactd)
            SawKcompactd(record.Kind);
        if (record.Task == FtraceTask.Kswapd && record.Kind != FtraceKind.KswapdSleep)
        {
            _kswapdNs = record.TimeNs;
            _othersSeen = 0;
            if (!_kswapdRuns || record.Kind == FtraceKind.KswapdWake)
                Emit(EventOp.KswapdRuns);
        }
        else if (_kswapdRuns)
        {
            NoteOther(record.Pid);
            if (record.TimeNs > _kswapdNs + (_othersSeen * SliceNs))
                Emit(EventOp.KswapdSleeps);
        }
    }

    private void NoteOther(int pid)
    {
        if (_othersSeen < MaxOthers && !_others.AsSpan(0, _othersSeen).Contains(pid))
            _others[_othersSeen++] = pid;
    }

    private void SawKcompactd(FtraceKind kind)
    {
        if (!_kcompactdRuns)
            events.Add(new PageEvent { Op = EventOp.KcompactdLooks });
        _kcompactdRuns = kind != FtraceKind.KcompactdSleep;
        if (kind is FtraceKind.IsolateMigrate or FtraceKind.Migrate)
            events.Add(new PageEvent { Op = EventOp.KcompactdWorks });
        else if (!_kcompactdRuns)
            events.Add(new PageEvent { Op = EventOp.KcompactdSleeps });
    }

    private void Emit(EventOp op)
    {
        _kswapdRuns = op == EventOp.KswapdRuns;
        events.Add(new PageEvent { Op = op });
    }
}
