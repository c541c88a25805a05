using FragSim.Sim.Events;
using FragSim.Sim.Memory;

namespace FragSim.Sim;

/// <summary>What a recording tells of the recorded kernel's own work: when its daemons ran, and how
/// far it was with a request. What they decide is simulated.</summary>
internal sealed class RecordedKernel
{
    private readonly Machine machine;
    private readonly IStrategy strategy;
    private readonly LastingRequests lasting;
    private readonly ReclaimMode reclaim;

    public RecordedKernel(
        Machine machine, IStrategy strategy, LastingRequests lasting, ReclaimMode reclaim)
    {
        this.machine = machine;
        this.strategy = strategy;
        this.lasting = lasting;
        this.reclaim = reclaim;
    }

    public void Apply(in PageEvent e)
    {
        switch (e.Op)
        {
            case EventOp.KcompactdWorks:
                machine.Daemon.Steps();
                if (machine.Daemon.IsTold)
                    strategy.Background(machine);
                break;
            case EventOp.KcompactdSleeps:
                machine.Daemon.Sleeps();
                break;
            case EventOp.RequestWorks:
                machine.Meanwhile.Stepped();
                break;
            case EventOp.RequestReclaimed:
                machine.Reclaimer.ForRequests.Done(
                    e.Id, e.Page, (e.Flags & EventFlags.InVain) != 0);
                machine.Meanwhile.Reclaimed();
                break;
            case EventOp.RequestSyncs:
                machine.Meanwhile.EnteredSync();
                break;
            case EventOp.RequestEnds:
                lasting.RecordedEnd(e.TimeNs);
                break;
            default:
                if (reclaim == ReclaimMode.Recorded)
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
                machine.Daemon.Looks();
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
