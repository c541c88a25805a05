using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Sim;

/// <summary>Puts what a strategy says of a failure beside what memory looked like then.</summary>
internal sealed class FailureExplanation(Machine machine, RunRecorder recorder)
{
    public RequestFailure Of(FailureCause cause, int order)
    {
        long free = 0, droppable = machine.Reclaimer.SwapFreePages, open = 0;
        foreach (Zone zone in machine.Zones)
        {
            free += zone.FreePages + zone.PcpPages;
            droppable += zone.Lru.InactiveFile + zone.Lru.ActiveFile;
            // Smaller blocks are not counted; where a larger one is open, so are they.
            open += machine.Use.CountOpen(zone, Math.Max(order, machine.Use.BlockOrder));
        }
        bool room = free + droppable >= Order.Pages(order);
        // Where nobody gave up by rule, too little was free: of a page above the largest free block
        // that is nearly always so, and no reason while no range could be emptied.
        if (cause == FailureCause.NoMemory && order > Order.MaxBuddy && open == 0)
            cause = FailureCause.Fragmented;
        Obstacle obstacle = ObstacleOf(cause, room, open > 0);
        return new RequestFailure(obstacle, SourceOf(obstacle), free, droppable, open)
        {
            Ranges = order > Order.MaxBuddy ? RangeCensus.Of(machine, order) : null,
        };
    }

    private Obstacle ObstacleOf(FailureCause cause, bool room, bool open) => cause switch
    {
        FailureCause.NoMemory => Obstacle.NoMemory,
        FailureCause.Watermark => Obstacle.Watermark,
        FailureCause.Skipped => Obstacle.Skipped,
        FailureCause.Deferred => Obstacle.Deferred,
        FailureCause.GivenUp => Obstacle.GivenUp,
        FailureCause.Pinned => Obstacle.Pinned,
        FailureCause.Unmovable => Obstacle.Unmovable,
        _ when !open && recorder.WorstBlocker?.Hindrance == Hindrance.Pinned => Obstacle.Pinned,
        _ when !open => Obstacle.Unmovable,
        _ when !room => Obstacle.NoMemory,
        FailureCause.Fragmented => Obstacle.NoEffort,
        _ => Obstacle.Incomplete,
    };

    private PageSource? SourceOf(Obstacle obstacle) =>
        obstacle is Obstacle.Unmovable or Obstacle.Pinned ? recorder.WorstBlocker?.Source : null;
}
