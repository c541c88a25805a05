using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Sim.Requests;

/// <summary>Puts what a strategy says of a failure beside what memory looked like then. That
/// nothing was tried is no reason: the reason is what stood in the way at the last try, or of one.
/// </summary>
internal sealed class FailureExplanation(Machine machine, IRequestLog log)
{
    /// <summary>What stood in the way when a page of each order was last tried for.</summary>
    private readonly Obstacle?[] lastTried = new Obstacle?[Order.Gigantic + 1];

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
        // Where no rule refused, too little was free: of a page above the largest free block
        // that is nearly always so, and no reason while no range could be emptied.
        if (cause == FailureCause.NoMemory && order > Order.MaxBuddy && open == 0)
            cause = FailureCause.Fragmented;
        long needed = cause == FailureCause.Skipped ? NeededToCompact(order) : Order.Pages(order);
        Obstacle obstacle = ObstacleOf(cause, order, free + droppable >= needed, open > 0);
        return new RequestFailure(obstacle, SourceOf(obstacle), free, droppable, open)
        {
            Ranges = order > Order.MaxBuddy
                ? RangeCensus.Of(machine.Zones, machine.Use, order) : null,
        };
    }

    /// <summary>The low watermark, and twice the page while it moves
    /// (<c>compaction_suitable</c>, <c>compact_gap</c> in 6.1).</summary>
    private long NeededToCompact(int order) =>
        machine.Zones.Sum(z => z.Watermarks.Low + z.Watermarks.Boost) + (2L << order);

    private Obstacle ObstacleOf(FailureCause cause, int order, bool room, bool open)
    {
        bool tried = cause
            is not (FailureCause.Skipped or FailureCause.Deferred or FailureCause.GivenUp);
        if (cause is (FailureCause.Deferred or FailureCause.GivenUp)
            && lastTried[order] is { } last)
            return last;
        Obstacle obstacle = cause switch
        {
            FailureCause.NoMemory => Obstacle.NoMemory,
            FailureCause.Watermark => Obstacle.Watermark,
            FailureCause.Pinned => Obstacle.Pinned,
            FailureCause.Unmovable => Obstacle.Unmovable,
            _ when !open && log.WorstBlocker?.Hindrance == Hindrance.Pinned => Obstacle.Pinned,
            _ when !open => Obstacle.Unmovable,
            _ when !room => Obstacle.NoMemory,
            FailureCause.Fragmented => Obstacle.NoEffort,
            _ => Obstacle.Incomplete,
        };
        if (tried)
            lastTried[order] = obstacle;
        return obstacle;
    }

    private PageSource? SourceOf(Obstacle obstacle) =>
        obstacle is Obstacle.Unmovable or Obstacle.Pinned ? log.WorstBlocker?.Source : null;
}
