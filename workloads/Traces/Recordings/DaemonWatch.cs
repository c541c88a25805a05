using System.Runtime.InteropServices;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces.Ftrace;

namespace FragSim.Traces.Recordings;

/// <summary>
/// The hours of the recorded kernel's background threads. kswapd is at work from the event that
/// says so until its last before it is woken anew, or before the event that says it sleeps,
/// which comes only a tenth of a second after it lay down (<c>kswapd_try_to_sleep</c>). Silence
/// alone says nothing, as it may wait for others to give it the CPU; so what follows its last event
/// is held back until its next tells. kcompactd looks whether there is something to do whenever it
/// shows itself after it slept; what it then does is for the simulation to say, and how long it
/// takes for the recording.
/// </summary>
internal sealed class DaemonWatch(EventQueue events)
{
    /// <summary>How long kswapd lies at most before it sleeps for good: a tenth of a second, and on
    /// to the next tick.</summary>
    private const long DozeNs = 104_000_000;

    /// <summary>So many events without one of kswapd's, and it is taken to have gone to sleep
    /// after its last, whatever comes.</summary>
    private const int MaxHeld = 1 << 17;

    private bool kswapdRuns;
    private readonly KswapdLooks looks = new();
    private readonly List<uint> isolated = [];
    private bool othersRan;
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
            SawKcompactd(record);
        if (record.Task == FtraceTask.Kswapd)
            SawKswapd(record);
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
        looks.Saw(record);
        if (!GoesOnFreeing(record))
            events.Hold();
    }

    /// <summary>What kswapd frees in one go it has isolated before: it is taken to have done so
    /// before others ran.</summary>
    private bool GoesOnFreeing(in FtraceRecord record)
    {
        if (record.Kind is FtraceKind.FreeBatched or FtraceKind.PcpuDrain)
            return isolated.Count > 0;
        if (record.Kind == FtraceKind.Free && events.TryLast(out PageEvent e)
            && IsOwnFree(e))
        {
            if (isolated.Count == 0)
                othersRan = events.Held > 1;
            isolated.Add(e.Id);
            return true;
        }
        if (isolated.Count > 0 && othersRan)
        {
            isolated.RemoveAll(events.IsBornHeld);
            events.InsertFirst(EventOp.ReclaimIsolates, CollectionsMarshal.AsSpan(isolated));
        }
        isolated.Clear();
        return false;
    }

    /// <summary>Not that of another task, where kswapd's own had no event.</summary>
    private static bool IsOwnFree(in PageEvent e) => e.Op == EventOp.Free
        && (e.Flags & (EventFlags.RecordedReclaim | EventFlags.DirectReclaim))
            == EventFlags.RecordedReclaim;

    private void SawKswapd(in FtraceRecord record)
    {
        if (record.Kind == FtraceKind.KswapdSleep)
        {
            if (kswapdRuns)
                KswapdSleeps(looks.Lies
                    ? kswapdNs : Math.Max(kswapdNs, events.TimeNs - DozeNs));
        }
        else if (!kswapdRuns || record.Kind == FtraceKind.KswapdWake)
        {
            kswapdRuns = true;
            bool woken = record.Kind == FtraceKind.KswapdWake;
            events.Add(new PageEvent
            {
                Op = EventOp.KswapdRuns,
                Order = woken ? record.Order : (byte)Order.Base,
            });
        }
    }

    private void KswapdSleeps(long ns)
    {
        kswapdRuns = false;
        isolated.Clear();
        events.Insert(new PageEvent { Op = EventOp.KswapdSleeps, Order = looks.Order }, ns);
        events.Release();
    }

    private void SawKcompactd(in FtraceRecord record)
    {
        if (!kcompactdRuns)
            events.Add(new PageEvent { Op = EventOp.KcompactdLooks });
        kcompactdRuns = record.Kind != FtraceKind.KcompactdSleep;
        if (record.Compacts)
            events.Add(new PageEvent { Op = EventOp.KcompactdWorks });
        else if (!kcompactdRuns)
            events.Add(new PageEvent { Op = EventOp.KcompactdSleeps });
    }
}
