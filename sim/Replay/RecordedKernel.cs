using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Requests;
using FragSim.Sim.Tasks;

namespace FragSim.Sim.Replay;

/// <summary>What a recording tells of the recorded kernel's own work: when its daemons ran, and how
/// far it was with a request. What they decide is simulated.</summary>
internal sealed class RecordedKernel : IRequestServer
{
    private readonly Machine machine;
    private readonly IStrategy strategy;
    private readonly Meanwhile meanwhile;
    private readonly DaemonPace daemon;
    private readonly RequestReclaim reclaimed = new();
    private readonly LastingRequests lasting;
    private readonly HugeRequests requests;

    public RecordedKernel(Machine machine, IStrategy strategy, HugeRequests requests)
    {
        this.machine = machine;
        this.strategy = strategy;
        this.requests = requests;
        meanwhile = new Meanwhile(machine);
        daemon = new DaemonPace(machine, meanwhile, inSteps: true);
        lasting = new LastingRequests(machine, requests, meanwhile, reclaimed);
        machine.Daemon = daemon;
        machine.Reclaimer.Given = reclaimed;
    }

    public bool IsServing => meanwhile.IsBusy;

    public void Follow(IWorkload workload, IEventSink loop)
    {
        if (workload is IOpenLoop open)
            meanwhile.Follow(open, loop);
    }

    public Outcome Ask(in PageEvent e) =>
        (e.Flags & EventFlags.Lasts) != 0 ? lasting.Ask(e) : requests.Ask(e);

    public bool TryServeNext() => lasting.TryServeNext();

    public void Freed(bool direct)
    {
        if (direct)
            reclaimed.Freed();
        else
            machine.Kswapd.Took(1);
    }

    public void Note(in PageEvent e)
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
                machine.Kswapd.BeginGiven(e.Order);
                break;
            case EventOp.KswapdSleeps:
                machine.Kswapd.EndGiven(e.Order);
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
