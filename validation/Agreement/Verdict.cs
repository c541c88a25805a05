using FragSim.Sim.Base;
using FragSim.Strategies;
using FragSim.Traces.Recordings;

namespace FragSim.Validation.Agreement;

/// <summary>All that was compared of one recording.</summary>
/// <param name="Recording">Its name.</param>
/// <param name="From">The mark where the replay began, or <see cref="EachMark"/>.</param>
/// <param name="Events">Null when it was not asked for.</param>
/// <param name="Policy">Null when it was not asked for.</param>
internal sealed record Verdict(
    string Recording, string From, EventLevel? Events, PolicyLevel? Policy)
{
    /// <summary>In the place of a mark: each snapshot from the one before it.</summary>
    public const string EachMark = "each";

    /// <summary>Settings of the recorded kernel.</summary>
    public IReadOnlyDictionary<string, string> RecordedSettings { get; init; } =
        new Dictionary<string, string>();

    public IReadOnlyList<Check> Checks { get; } =
    [
        .. Events?.Marks.SelectMany(m => m.Checks) ?? [],
        .. Policy?.Checks ?? [],
    ];

    public string Sentence => $"{Checks.Count(c => c.Met)} of {Checks.Count} checks met";

    /// <exception cref="UsageException">The strategy is spelled wrong.</exception>
    /// <exception cref="InputException">The recording is incomplete or damaged.</exception>
    public static Verdict Of(
        string folder, string mark, ValidationLevel level, string strategy,
        IReadOnlyDictionary<string, string> settings, CostModel costs, CancellationToken cancel)
    {
        bool stepwise = mark == EachMark;
        Recording recording = RecordingFolder.Open(
            folder, stepwise ? RecordingFolder.DefaultMark : mark);
        EventLevel? events = level == ValidationLevel.Policy
            ? null : EventLevel.Run(recording, cancel);
        PolicyLevel? policy = level == ValidationLevel.Event ? null
            : stepwise ? PolicyLevel.RunStepwise(
                folder, () => StrategyCatalog.Create(strategy), settings, costs, cancel)
            : PolicyLevel.Run(recording, StrategyCatalog.Create(strategy), settings, costs,
                events?.Tally.Extfrags, cancel);
        return new Verdict(recording.Name, mark, events, policy)
        {
            RecordedSettings = recording.Start.Settings,
        };
    }
}

/// <summary>What is judged.</summary>
internal enum ValidationLevel
{
    Both,
    /// <summary>Lists driven by the recorded events: mechanism.</summary>
    Event,
    /// <summary>The strategy serving the recorded workload: judgement.</summary>
    Policy,
}
