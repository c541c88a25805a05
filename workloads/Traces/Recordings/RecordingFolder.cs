using System.Text.Json;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Events;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Text;

namespace FragSim.Traces.Recordings;

/// <summary>Opens recordings.</summary>
public static class RecordingFolder
{
    /// <summary>The snapshot that a recording starts from unless another is named.</summary>
    public const string DefaultMark = "00-start";
    private const string TraceSuffix = ".ftrace.txt";

    /// <summary>A folder, or a trace beside the snapshots of one.</summary>
    internal static bool Fits(TraceHead head) => head.IsFolder
        || (KernelTextTrace.IsFtrace(head) && Path.GetDirectoryName(head.Path) is string folder
            && Directory.Exists(Path.Combine(folder, "snap", DefaultMark)));

    /// <param name="path">The folder, or the trace in it.</param>
    /// <param name="mark">The snapshot to start from.</param>
    /// <exception cref="InputException">Something is missing or damaged.</exception>
    public static Recording Open(string path, string mark = DefaultMark)
    {
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path) is "" or null
            ? "." : Path.GetDirectoryName(path)!;
        string snap = Path.Combine(folder, "snap");
        if (!Directory.Exists(snap))
            throw new InputException($"{path}: has no snap/ beside it, and a trace alone does not "
                + "tell what was in memory before; give a recording's folder (see docs/traces.md)");
        if (!Directory.Exists(Path.Combine(snap, mark)))
            throw new InputException($"{path}: has no snapshot '{mark}'; it has "
                + string.Join(", ", SnapshotNames(snap)));
        string trace = Directory.Exists(path) ? FindTrace(folder) : path;
        StartState start = RecordingStart.Read(folder, mark);
        if (mark != DefaultMark)
        {
            start = start with
            {
                Compaction = CompactionHistory.Read(trace, mark, start.Zones),
            };
        }
        return new Recording(folder, trace, mark, start)
        {
            Marks = Marks(folder) ?? SnapshotNames(snap),
            Requests = TextFile.Find(folder, "requests.csv") is string requests
                ? [.. RequestsFile.Read(requests).Where(r => r.Method != "compact_memory")] : [],
        };
    }

    private static string FindTrace(string folder)
    {
        string[] traces = [.. Directory.EnumerateFiles(folder).Where(f =>
            TextFile.Suffixes.Any(s => f.EndsWith(TraceSuffix + s, StringComparison.Ordinal)))];
        return traces.Length == 1 ? traces[0]
            : throw new InputException($"{folder}: has {traces.Length} files NAME{TraceSuffix} or "
                + $"NAME{TraceSuffix}.gz, but a recording has one; see docs/traces.md");
    }

    private static string[] SnapshotNames(string snap) =>
        [.. Directory.EnumerateDirectories(snap).Select(d => Path.GetFileName(d)!)
            .Order(StringComparer.Ordinal)];

    /// <summary>Snapshots in order of time, out of <c>truth.json</c>; null without it.</summary>
    private static string[]? Marks(string folder)
    {
        if (TextFile.Find(folder, "truth.json") is not string path)
            return null;
        try
        {
            using JsonDocument truth = JsonDocument.Parse(
                TextFile.ReadAll(path, InputLimits.JsonBytes, "truth.json"));
            return [.. truth.RootElement.GetProperty("snapshots").EnumerateArray()
                .Select(s => s.GetProperty("name").GetString()!)];
        }
        catch (JsonException e)
        {
            throw InputException.At(path, (e.LineNumber ?? 0) + 1,
                "is no JSON here; the file is damaged, copy it again or leave it out");
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException($"{path}: has no list 'snapshots' of objects with a 'name'; "
                + "leave the file out or copy it again", e);
        }
    }
}
