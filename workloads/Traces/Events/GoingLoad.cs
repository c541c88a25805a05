using FragSim.Sim.Events;

namespace FragSim.Traces.Events;

/// <summary>
/// The load beside the requests of a recorded phase. It runs for as long as there are requests; so
/// where they take longer here than they did in the recording, the load that was recorded is made
/// again, with pages of its own, until the last of them is over.
/// </summary>
/// <remarks>What the load frees of pages older than the phase is made again by freeing the oldest
/// page that came of this. What is left goes with the recorded page it stands for.</remarks>
internal sealed class GoingLoad
{
    /// <summary>Events of a phase that are remembered, at 24 bytes each; a longer load is made
    /// again up to there.</summary>
    private const int MostEvents = 1 << 18;

    /// <summary>A load that was seen for less, in ns, tells nothing.</summary>
    private const long LeastNs = 1_000_000;

    private readonly TwinIds twins;
    private readonly List<PageEvent> window = [];
    private bool isOpen;
    private long startNs;
    private long lengthNs;
    private long beginNs;
    private int at;

    public GoingLoad(TwinIds twins) => this.twins = twins;

    /// <summary>An event of the workload is about to be applied.</summary>
    public void Saw(in PageEvent e)
    {
        if (e.Op == EventOp.Request && (e.Flags & EventFlags.Lasts) != 0 && !isOpen)
        {
            isOpen = true;
            startNs = e.TimeNs;
            window.Clear();
        }
        bool isOfLoad = e.Op is EventOp.Alloc or EventOp.Free or EventOp.Pin or EventOp.Unpin
            && (e.Flags & EventFlags.Requester) == 0;
        if (isOpen && isOfLoad && window.Count < MostEvents)
            window.Add(e);
    }

    /// <summary>When the next event is due that is made again, in ns; MaxValue when there was no
    /// load.</summary>
    /// <param name="endNs">When the recorded requests were over.</param>
    public long NextNs(long endNs)
    {
        if (lengthNs == 0 && !TryBegin(endNs))
            return long.MaxValue;
        return beginNs + (window[at].TimeNs - startNs);
    }

    /// <summary>Makes that event.</summary>
    public void Step(IEventSink machine)
    {
        PageEvent e = window[at];
        e.TimeNs = beginNs + (e.TimeNs - startNs);
        twins.Repeat(e, machine);
        if (++at < window.Count)
            return;
        at = 0;
        beginNs += lengthNs;
        twins.EndRound();
    }

    /// <summary>The requests are over, and so is the load: what it would have freed soon is freed
    /// now.</summary>
    public void End(IEventSink machine)
    {
        if (lengthNs > 0)
        {
            for (; at < window.Count; at++)
                twins.Finish(window[at], machine);
            twins.EndPhase();
        }
        (isOpen, lengthNs, at) = (false, 0, 0);
    }

    private bool TryBegin(long endNs)
    {
        if (!isOpen || window.Count == 0 || endNs - startNs < LeastNs)
            return false;
        (beginNs, lengthNs) = (endNs, endNs - startNs);
        return true;
    }
}
