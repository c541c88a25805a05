using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Requests;

namespace FragSim.Sim.Replay;

/// <summary>
/// Recorded requests, during which other tasks run. The one who asks waits for each before asking
/// again, as long after its end as in the recording; where that is later than in the recording, all
/// that follow are. Those still to be asked when the recording comes to the end of the phase are
/// asked there, at once.
/// </summary>
internal sealed class LastingRequests(
    Machine machine, HugeRequests requests, Meanwhile meanwhile, RequestReclaim reclaim)
{
    private readonly Queue<(PageEvent Request, long ThinkNs)> waiting = new();
    private long endNs;
    private long recordedEndNs;
    private bool recordedEnded;

    public bool AnyWaiting => waiting.Count > 0;

    /// <summary>Serves a request, or has it wait for the one before.</summary>
    public Outcome Ask(in PageEvent e)
    {
        recordedEnded = false;
        bool waits = AnyWaiting || meanwhile.IsBusy;
        reclaim.Begin(waits);
        if (!waits)
            return Serve(e);
        waiting.Enqueue((e, e.TimeNs - recordedEndNs));
        return new Outcome(OutcomeKind.Done, 0);
    }

    /// <summary>The recorded request is over.</summary>
    public void RecordedEnd(long ns)
    {
        recordedEnded = true;
        recordedEndNs = ns;
        meanwhile.Ended();
    }

    /// <summary>Serves the next one, if it is due before the next event.</summary>
    public bool TryServeNext()
    {
        if (!AnyWaiting || meanwhile.IsBusy
            || !meanwhile.TryAdvance(endNs + waiting.Peek().ThinkNs))
            return false;
        reclaim.Serve();
        Serve(waiting.Dequeue().Request);
        return true;
    }

    /// <param name="e">A copy: the workload's buffer moves on underneath.</param>
    private Outcome Serve(PageEvent e)
    {
        bool recordedNow = !AnyWaiting && !recordedEnded;
        meanwhile.Enter(recordedNow);
        Outcome outcome = requests.Ask(e);
        meanwhile.Leave();
        endNs = machine.NowNs;
        return outcome;
    }
}
