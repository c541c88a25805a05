using FragSim.Sim.Events;

namespace FragSim.Workloads.Recordings;

/// <summary>
/// The hours of the recorded kernel's background threads. kswapd is at work from the event that
/// says so until its last before somebody wakes it anew, or before the event that says it sleeps,
/// which comes only a tenth of a second after it lay down (<c>kswapd_try_to_sleep</c>). Silence
/// alone says nothing, as it may wait for others to give it the CPU; so what follows its last event
/// is held back until its next tells. kcompactd looks whether there is something to do whenever it
/// shows itself after it slept; what it then does is for the simulation to say, and how long it
/// takes for the recording.
/// </summary>
internal sealed class DaemonWatch(EventQueue events)
{
    /// <summary>How long kswapd lies before it sleeps for good.</summary>
    private const long DozeNs = 100_000_000;

    /// <summary>So many events without one of kswapd's, and it is taken to have gone to sleep
    /// after its last, whatever comes.</summary>
    private const int MaxHeld = 1 << 17;

    private bool kswapdRuns;
    private long kswapdNs;
    private bool kcompactdRuns;

    /// <summary>Before the simulation begins: who is at work when it does?</summary>
    public void SawBefore(in FtraceRecord record)
    {
        if (record.Kind is FtraceKind.KswapdWake)
            kswapdRuns = true;
        else if (record.Kind is FtraceKind.KswapdSleep or FtraceKind.WakeupKswapd)
            kswapdRuns = false;
    }

    /// <summary>The simulation begins here.</summary>
    public void Start()
    {
        if (!kswapdRuns)
            return;
        events.Add(new PageEvent { Op = EventOp.KswapdRuns });
        kswapdNs = events.TimeNs;
        events.Hold();
    }

    public void Saw(in FtraceRecord record)
    {
        if (record.Task == FtraceTask.Kcompactd)
            SawKcompactd(record.Kind);
        if (record.Task == FtraceTask.Kswapd)
            SawKswapd(record.Kind);
        else if (kswapdRuns
            && (record.Kind == FtraceKind.WakeupKswapd || events.Held >= MaxHeld))
            KswapdSleeps(kswapdNs);
    }

    /// <summary>After the events of the record seen.</summary>
    public void Passed(in FtraceRecord record)
    {
        if (!kswapdRuns || record.Task != FtraceTask.Kswapd)
            return;
        kswapdNs = events.TimeNs;
        events.Hold();
    }

    private void SawKswapd(FtraceKind kind)
    {
        if (kind == FtraceKind.KswapdSleep)
        {
            if (kswapdRuns)
                KswapdSleeps(Math.Max(kswapdNs, events.TimeNs - DozeNs));
        }
        else if (!kswapdRuns || kind == FtraceKind.KswapdWake)
        {
            kswapdRuns = true;
            events.Add(new PageEvent { Op = EventOp.KswapdRuns });
        }
    }

    private void KswapdSleeps(long ns)
    {
        kswapdRuns = false;
        events.Insert(EventOp.KswapdSleeps, ns);
        events.Release();
    }

    private void SawKcompactd(FtraceKind kind)
    {
        if (!kcompactdRuns)
            events.Add(new PageEvent { Op = EventOp.KcompactdLooks });
        kcompactdRuns = kind != FtraceKind.KcompactdSleep;
        if (kind is FtraceKind.IsolateMigrate or FtraceKind.Migrate)
            events.Add(new PageEvent { Op = EventOp.KcompactdWorks });
        else if (!kcompactdRuns)
            events.Add(new PageEvent { Op = EventOp.KcompactdSleeps });
    }
}
