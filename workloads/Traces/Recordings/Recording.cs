using FragSim.Sim.Boot;
using FragSim.Traces.Events;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Text;

namespace FragSim.Traces.Recordings;

/// <summary>
/// A folder with a kernel's own trace, the state of memory at its start, and what the kernel made
/// of every huge-page request.
/// </summary>
public sealed class Recording : ITrace
{
    internal Recording(string folder, string tracePath, string startMark, StartState start)
    {
        Folder = folder;
        TracePath = tracePath;
        StartMark = startMark;
        Start = start;
    }

    /// <summary>Name of the folder.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Folder));

    /// <inheritdoc/>
    public string Format => "recording";

    /// <summary>Where the snapshots are.</summary>
    public string Folder { get; }

    /// <summary>The kernel's trace, as ftrace prints it.</summary>
    public string TracePath { get; }

    /// <summary>The snapshot it starts from.</summary>
    public string StartMark { get; }

    /// <summary>Memory at the start mark.</summary>
    public StartState Start { get; }

    /// <inheritdoc/>
    public bool IsRandom => Requests.Count > 0;

    /// <summary>Settings of the recorded kernel, under its names.</summary>
    public IReadOnlyDictionary<string, string> Settings => Start.Settings;

    /// <summary>Names of all snapshots in order of time, as far as that is known.</summary>
    public required IReadOnlyList<string> Marks { get; init; }

    /// <summary>What the recorded kernel gave, request by request; empty if not recorded.</summary>
    public required IReadOnlyList<RecordedRequest> Requests { get; init; }

    /// <summary>Phases that have huge-page requests, in order of time.</summary>
    public IReadOnlyList<string> Phases => [.. Requests.Select(r => r.Phase).Distinct()];

    /// <inheritdoc/>
    public RecordingSource OpenEvents() =>
        new(new LineReader(TracePath, FtraceParser.MaxLineBytes, ahead: true), Start, StartMark,
            HeldBuffers.HasJournal(Path.Combine(Folder, "snap", StartMark)));

    IEventSource ITrace.OpenEvents() => OpenEvents();
}
