using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Results;

namespace FragSim.Sim.Run;

/// <summary>One workload against one machine under one strategy.</summary>
public static class Simulation
{
    /// <summary>Runs a workload to its end.</summary>
    /// <param name="options">The machine and how it is watched.</param>
    /// <param name="strategy">The judgement; used by this run alone.</param>
    /// <param name="workload">The events; used by this run alone.</param>
    /// <param name="seed">Recorded in the result's key.</param>
    /// <param name="snapshots">Is shown the machine at every snapshot mark; may be null.</param>
    /// <param name="progress">Is told the simulated time now and then; may be null.</param>
    /// <param name="cancel">Ends the run early, with an exception.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="InputException">The workload's input is wrong.</exception>
    public static RunResult Run(
        SimulationOptions options, IStrategy strategy, IWorkload workload, ulong seed,
        ISnapshotSink? snapshots, Action<long>? progress, CancellationToken cancel)
    {
        Machine machine = workload is IStartingWorkload starting
            ? Bootstrap.From(starting.Start, options, strategy, cancel)
            : Bootstrap.Empty(options, strategy, cancel);
        machine.Reclaimer.Shrinker = workload as IShrinker ?? SlabsOf(workload, machine, options);
        machine.Reclaimer.SwapFreePages = (long)(options.SwapBytes >> 12);
        var recorder = new RunRecorder(machine, options);
        var loop = new EventLoop(machine, strategy, recorder, workload.Names, snapshots, seed);
        loop.Follow(workload);
        while (workload.Step(loop))
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Invoke(machine.NowNs);
        }
        machine.Validate();
        RunResult result = recorder.Finish(
            new RunKey(workload.Name, strategy.Name, seed), loop.Events,
            machine.Counters[VmCounter.PgmigrateFail]) with
        {
            MemoryPages = workload is IStartingWorkload
                ? machine.Zones.Sum(z => z.Managed) : machine.Frames.Count,
        };
        return workload is IContendedWorkload contended
            ? result with { Contention = contended.Contention }
            : result;
    }

    /// <summary>A recording does not carry what reclaim frees of its slabs, unless it carries all
    /// that reclaim did.</summary>
    private static SlabPages? SlabsOf(
        IWorkload workload, Machine machine, SimulationOptions options)
    {
        if (workload is IOpenLoop and IStartingWorkload
            && options.Given is null)
            machine.Slabs = new SlabPages(machine);
        return machine.Slabs;
    }
}
