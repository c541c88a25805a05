using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Traces.Events;

namespace FragSim.Bench.Replay;

/// <summary>
/// A replay of which nothing is kept: no samples, no marks, and huge pages are asked for as plain
/// allocations, which go the same way and leave no record. What it allocates, the events do.
/// </summary>
internal static class BareReplay
{
    private const long NeverNs = 1L << 60;

    /// <returns>Bytes, from the second batch of events on: before, the first sample is taken.
    /// </returns>
    public static long AllocatedBytes(
        ITrace trace, PageEvent[] events, string strategy, SimulationOptions options)
    {
        PageEvent[] bare = [.. events.Where(IsKept).Select(AsAllocation)];
        SimulationOptions silent = options with { SampleEveryNs = NeverNs, MaxMaps = 0 };
        // The first time, types are loaded and code is compiled.
        Run(trace, bare, strategy, silent);
        return Run(trace, bare, strategy, silent);
    }

    private static long Run(
        ITrace trace, PageEvent[] events, string strategy, SimulationOptions options)
    {
        using MemoryWorkload workload = MemoryWorkload.Of(trace, events, []);
        Simulation.Run(options, StrategyCatalog.Create(strategy), workload, 1, null, null,
            CancellationToken.None);
        return workload.AllocatedBytes;
    }

    private static bool IsKept(PageEvent e) =>
        e.Op is not (EventOp.Phase or EventOp.Snapshot) && e.Order <= Order.MaxBuddy;

    private static PageEvent AsAllocation(PageEvent e)
    {
        if (e.Op == EventOp.Request)
            e.Op = EventOp.Alloc;
        return e;
    }
}
