using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Requests;

namespace FragSim.Sim.Tasks;

/// <summary>
/// Serves requests while others run. The task that makes the requests of a recording waits for each
/// before it makes the next, as long after its end as it did when it was recorded: where a request
/// takes longer here, all that follow are made later.
/// </summary>
internal sealed class RequestTask : IRequestServer
{
    private readonly Machine machine;
    private readonly HugeRequests requests;
    private readonly Jitter jitter;
    private readonly Action<long> advance;
    private readonly TimeSharing sharing;
    private readonly Queue<(PageEvent Request, long ThinkNs)> waiting = new();
    private long endNs;
    private long recordedEndNs;
    private bool thinks;

    /// <param name="machine">The machine.</param>
    /// <param name="requests">What serves a request.</param>
    /// <param name="jitter">How long the task thinks between two requests.</param>
    /// <param name="advance">Advances the machine's clock to a time, and runs kernel threads that
    /// are due by then.</param>
    public RequestTask(Machine machine, HugeRequests requests, Jitter jitter, Action<long> advance)
    {
        this.machine = machine;
        this.requests = requests;
        this.jitter = jitter;
        this.advance = advance;
        sharing = new TimeSharing(machine, advance);
        machine.Preemption = sharing;
        machine.Daemon = new CpuPace(machine);
    }

    public bool IsServing => sharing.IsServing;

    public void Follow(IWorkload workload, IEventSink loop) =>
        sharing.Others = new OtherTasks(machine, workload, loop);

    public Outcome Ask(in PageEvent e)
    {
        if ((e.Flags & EventFlags.Lasts) == 0 || (!IsServing && waiting.Count == 0))
            return Serve(e);
        waiting.Enqueue((e, jitter.Think(e.TimeNs - recordedEndNs)));
        return new Outcome(OutcomeKind.Done, 0);
    }

    public bool TryServeNext()
    {
        if (IsServing || thinks || waiting.Count == 0)
            return false;
        long dueNs = endNs + waiting.Peek().ThinkNs;
        thinks = true;
        while (sharing.NextOtherNs <= dueNs)
            sharing.Others!.RunNext();
        thinks = false;
        advance(dueNs);
        Serve(waiting.Dequeue().Request);
        return true;
    }

    public void Note(in PageEvent e)
    {
        if (e.Op == EventOp.RequestEnds)
            recordedEndNs = e.TimeNs;
    }

    public void Freed(bool direct)
    {
    }

    /// <param name="e">A copy: the workload's buffer is refilled while others run.</param>
    private Outcome Serve(PageEvent e)
    {
        bool shared = sharing.TryEnter();
        Outcome outcome = requests.Ask(e);
        if (shared)
            sharing.Leave();
        endNs = machine.NowNs;
        return outcome;
    }
}
