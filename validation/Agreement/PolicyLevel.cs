using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Replay;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Traces.Events;
using FragSim.Traces.Recordings;

namespace FragSim.Validation.Agreement;

/// <summary>The judgement against the kernel: what became of memory, requests and counters when a
/// strategy served the recorded workload.</summary>
public sealed record PolicyLevel
{
    /// <summary>The strategy that served the workload, as spelled on the command line.</summary>
    public required string Strategy { get; init; }
    /// <summary>The run that was judged, for pictures of it.</summary>
    public required RunResult Result { get; init; }
    /// <summary>Memory at each mark, in order of time.</summary>
    public required IReadOnlyList<MarkAgreement> Marks { get; init; }
    /// <summary>Huge-page requests of each phase, in order of time.</summary>
    public required IReadOnlyList<PhaseAgreement> Phases { get; init; }
    /// <summary>None when the recording has no counters.</summary>
    public required IReadOnlyList<CounterAgreement> Counters { get; init; }

    /// <summary>Those of all marks, then those of all phases; counters are shown, not judged.
    /// </summary>
    public IEnumerable<Check> Checks =>
        Marks.SelectMany(m => m.Checks).Concat(Phases.Select(p => p.Check));

    /// <summary>Replays the workload from the recording's start mark to its end; pages that the
    /// recorded kernel reclaimed are freed when it freed them.</summary>
    /// <param name="recording">What is replayed.</param>
    /// <param name="strategy">Used by this run alone.</param>
    /// <param name="settings">Kernel settings that take the place of the recorded ones.</param>
    /// <param name="costs">Prices of the machine that was recorded.</param>
    /// <param name="kernelExtfrags">Events <c>mm_page_alloc_extfrag</c> that the trace has from the
    /// start mark on; null when they were not counted.</param>
    /// <param name="cancel">Ends the replay.</param>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static PolicyLevel Run(Recording recording, IStrategy strategy,
        IReadOnlyDictionary<string, string> settings, CostModel costs, long? kernelExtfrags,
        CancellationToken cancel)
    {
        (Witness witness, RunResult result) = Replay(recording, strategy, settings, costs, cancel);
        return new PolicyLevel
        {
            Strategy = strategy.Name,
            Result = result,
            Marks = witness.Marks,
            Phases = PhaseAgreement.Of(recording, result.Requests),
            Counters = CounterAgreement.Of(
                recording, witness.LastMark, witness.Counters, kernelExtfrags),
        };
    }

    /// <summary>Predicts each snapshot from the one before it, so that no error goes from one to
    /// the next.</summary>
    /// <param name="folder">The recording.</param>
    /// <param name="strategy">Makes one for each replay.</param>
    /// <param name="settings">Kernel settings that take the place of the recorded ones.</param>
    /// <param name="costs">Prices of the machine that was recorded.</param>
    /// <param name="cancel">Ends the replay.</param>
    /// <returns>Without counters, which are those of a whole run.</returns>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static PolicyLevel RunStepwise(string folder, Func<IStrategy> strategy,
        IReadOnlyDictionary<string, string> settings, CostModel costs, CancellationToken cancel)
    {
        IReadOnlyList<string> marks = RecordingFolder.Open(folder).Marks;
        List<MarkAgreement> predicted = [];
        List<PhaseAgreement> phases = [];
        (Witness Witness, RunResult Result) last = default;
        foreach (string mark in marks.SkipLast(1))
        {
            Recording recording = RecordingFolder.Open(folder, mark);
            last = Replay(recording, strategy(), settings, costs, cancel);
            predicted.AddRange(last.Witness.Marks.Take(1));
            phases.AddRange(PhaseAgreement.Of(recording,
                [.. last.Result.Requests.Where(r => r.TimeNs <= last.Witness.FirstMarkNs)]));
        }
        if (last.Result is not { } result)
            throw new InputException($"{folder}: has one snapshot, and none to predict from it");
        return new PolicyLevel
        {
            Strategy = result.Key.Strategy,
            Result = result,
            Marks = predicted,
            Phases = phases,
            Counters = [],
        };
    }

    private static (Witness Witness, RunResult Result) Replay(Recording recording,
        IStrategy strategy, IReadOnlyDictionary<string, string> settings, CostModel costs,
        CancellationToken cancel)
    {
        ITrace trace = recording;
        using var workload = trace.ToWorkload(trace.OpenEvents());
        SimulationOptions options = new()
        {
            Given = RecordedDecisions.Instance,
            Settings = settings,
            Costs = costs,
            // Recordings are short: sampling begins fine and coarsens by itself.
            SampleEveryNs = 10_000_000,
        };
        Witness witness = new(recording);
        RunResult result = Simulation.Run(
            options, strategy, workload, seed: 1, witness, progress: null, cancel);
        return (witness, result);
    }

    /// <summary>Looks at the machine and into the kernel's snapshot at every mark but the first,
    /// where they are the same.</summary>
    private sealed class Witness(Recording recording) : ISnapshotSink
    {
        public List<MarkAgreement> Marks { get; } = [];

        public long FirstMarkNs { get; private set; } = long.MaxValue;

        public string LastMark { get; private set; } = recording.StartMark;

        public long[] Counters { get; private set; } = new long[VmCounters.Count];

        public void Take(string mark, Machine machine)
        {
            if (mark == recording.StartMark)
                return;
            KernelSnapshot kernel = KernelSnapshot.Read(recording.Folder, mark);
            Marks.Add(new MarkAgreement(
                mark, MemoryShape.Of(machine), MemoryShape.Of(kernel)));
            FirstMarkNs = Math.Min(FirstMarkNs, machine.NowNs);
            LastMark = mark;
            Counters = machine.Counters.Copy();
        }
    }
}
