using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Sim.Reclaim;

namespace FragSim.Sim;

/// <summary>What a recording tells of the recorded kernel's own work: when its daemons ran, and how
/// far it was with a request. What they decide is simulated.</summary>
internal sealed class RecordedKernel
{
    private readonly Machine machine;
    private readonly IStrategy strategy;
    private readonly ReclaimMode mode;
    private readonly Meanwhile meanwhile;
    private readonly DaemonPace daemon;
    private readonly RequestReclaim reclaimed = new();
    private readonly LastingRequests lasting;

    public RecordedKernel(
        Machine machine, IStrategy strategy, HugeRequests requests, ReclaimMode mode)
    {
        this.machine = machine;
        this.strategy = strategy;
        this.mode = mode;
        meanwhile = new Meanwhile(machine);
        daemon = new DaemonPace(machine, meanwhile, inSteps: mode == ReclaimMode.Recorded);
        lasting = new LastingRequests(machine, requests, meanwhile, reclaimed);
        machine.Daemon = daemon;
        machine.Reclaimer.Given = reclaimed;
    }

    /// <summary>A request is under way.</summary>
    public bool IsBusy => meanwhile.IsBusy;

    /// <summary>Other events of the workload are applied at the steps of a request.</summary>
    public void Follow(IOpenLoop workload, IEventSink loop) => meanwhile.Follow(workload, loop);

    /// <summary>Serves a request that others run during.</summary>
    public Outcome Ask(in PageEvent e) => lasting.Ask(e);

    /// <summary>Serves the next request that waits, if it is due.</summary>
    public bool TryServeNext() => lasting.TryServeNext();

    /// <summary>A page was freed by reclaim: by a task for its request, or by kswapd.</summary>
    public void Freed(bool direct)
    {
        if (direct)
            reclaimed.Freed();
        else
            machine.Kswapd.Took(1);
    }

    public void Apply(in PageEvent e)
    {
        switch (e.Op)
        {
            case EventOp.KcompactdWorks:
                daemon.Steps();
                if (daemon.IsDue)
                    strategy.Background(machine);
                break;
            case EventOp.KcompactdSleeps:
                daemon.Sleeps();
                break;
            case EventOp.RequestWorks:
                meanwhile.Stepped();
                break;
            case EventOp.RequestReclaimed:
                reclaimed.Done(
                    e.Id, e.Page, (e.Flags & EventFlags.InVain) != 0);
                meanwhile.Reclaimed();
                break;
            case EventOp.RequestSyncs:
                meanwhile.EnteredSync();
                break;
            case EventOp.RequestEnds:
                lasting.RecordedEnd(e.TimeNs);
                break;
            default:
                if (mode == ReclaimMode.Recorded)
                    ApplyReclaim(e);
                break;
        }
    }

    /// <summary>Where reclaim is the recorded one, so are its hours and those of kcompactd.
    /// </summary>
    private void ApplyReclaim(in PageEvent e)
    {
        switch (e.Op)
        {
            case EventOp.KswapdRuns:
                machine.Kswapd.BeginRecorded(e.Order);
                break;
            case EventOp.KswapdSleeps:
                machine.Kswapd.EndRecorded(e.Order);
                break;
            case EventOp.KcompactdLooks:
                daemon.Looks();
                strategy.Background(machine);
                break;
            case EventOp.ReclaimIsolates:
                uint pfn = machine.Handles[e.Id];
                if (pfn != Pfn.None)
                    machine.OffLru.Isolate(pfn);
                break;
            case EventOp.TaskReclaimed:
                machine.Allocator.AfterReclaim(
                    new AllocationRequest(e.Order, e.Mobility, e.Source, e.Effort));
                break;
        }
    }
}
