using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Events;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Recordings;
using FragSim.Traces.Text;

namespace FragSim.Traces.Machines;

/// <summary>
/// What <c>fragsim record</c> writes: the stock events of a machine, and what its <c>/proc</c> told
/// before and after.
/// </summary>
internal sealed class MachineRecording : ITrace
{
    public const string StartMark = "00-start";
    private const string TraceSuffix = ".ftrace.txt";

    public static readonly CatalogEntry Entry = new("machine",
        "A folder that fragsim record wrote: a trace, and /proc before and after.",
        "docs/traces.md");

    private readonly string folder;
    private readonly string trace;

    private MachineRecording(string folder, string trace, StartState start) =>
        (this.folder, this.trace, Start) = (folder, trace, start);

    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));

    public string Format => Entry.Name;

    public StartState? Start { get; }

    public static bool Fits(TraceHead head)
    {
        string snap = Path.Combine(head.Path, "snap", StartMark);
        return head.IsFolder && TextFile.Find(snap, "buddyinfo.txt") is not null
            && TextFile.Find(snap, "freelists.txt") is null;
    }

    /// <exception cref="InputException">Something is missing or damaged.</exception>
    public static MachineRecording Open(string folder)
    {
        string[] traces = [.. Directory.EnumerateFiles(folder).Where(f =>
            TextFile.Suffixes.Any(s => f.EndsWith(TraceSuffix + s, StringComparison.Ordinal)))];
        if (traces.Length != 1)
            throw new InputException($"{folder}: has {traces.Length} files NAME{TraceSuffix}, "
                + "perhaps with .gz or .zst after it, but a recording has one; record it again");
        MachineSnapshot snapshot =
            MachineSnapshot.Open(Path.Combine(folder, "snap", StartMark));
        if (!snapshot.HasPlaces)
            throw new InputException($"{snapshot.Path}: has no zoneinfo.txt; record it again");
        List<ZoneCensus> zones = ZoneCensus.Of(snapshot, 0);
        StartState start = snapshot.PageFlags is string path
            ? FromFlags(snapshot, zones, path, traces[0])
            : MachineStart.Build(snapshot, 0, seed: 1);
        return new MachineRecording(folder, traces[0], start with
        {
            Settings = RecordingSettings.Read(Path.Combine(folder, "meta")),
        });
    }

    public IEventSource OpenEvents() => new KernelTextSource(Lines(trace), Start, StartMark);

    private static StartState FromFlags(
        MachineSnapshot snapshot, List<ZoneCensus> zones, string flagsPath, string trace)
    {
        ulong[] flags = KernelPageFlags.Read(flagsPath, zones.Max(z => z.Span.End));
        FirstTouch touch = new(flags);
        touch.Read(Lines(trace), StartMark);
        return MachineStart.Fit(snapshot, zones, flags, touch.Free);
    }

    private static LineReader Lines(string trace) =>
        new(trace, FtraceParser.MaxLineBytes, ahead: true);
}
