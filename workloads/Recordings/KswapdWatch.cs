using FragSim.Sim.Events;

namespace FragSim.Workloads.Recordings;

/// <summary>
/// When the recorded kswapd was at work: from its first event until it has shown none for a while.
/// The event that says it sleeps comes only a tenth of a second after it stopped
/// (<c>kswapd_try_to_sleep</c>).
/// </summary>
internal sealed class KswapdWatch(EventQueue events)
{
    /// <summary>It may wait so long for the CPU without having stopped.</summary>
    private const long QuietNs = 10_000_000;

    private bool _runs;
    private long _lastNs;

    public void Saw(in FtraceRecord record)
    {
        if (record.Task == FtraceTask.Kswapd && record.Kind != FtraceKind.KswapdSleep)
        {
            _lastNs = record.TimeNs;
            if (!_runs)
                Emit(EventOp.KswapdRuns);
        }
        else if (_runs && record.TimeNs > _lastNs + QuietNs)
        {
            Emit(EventOp.KswapdSleeps);
        }
    }

    private void Emit(EventOp op)
    {
        _runs = op == EventOp.KswapdRuns;
        events.Add(new PageEvent { Op = op });
    }
}
