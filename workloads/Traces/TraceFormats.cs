using FragSim.Sim;
using FragSim.Workloads.Recordings;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Traces;

/// <summary>Every trace format there is, one line each.</summary>
public static class TraceFormats
{
    public static IReadOnlyList<CatalogEntry> Entries { get; } =
    [
        new("csv", "One event a line, plain or gzipped.", "docs/traces.md"),
        new("recording", "A folder with a kernel's page allocator trace and its snapshots.",
            "Linux include/trace/events/kmem.h; docs/traces.md"),
    ];

    /// <summary>Opens a trace, whose format is known by its content.</summary>
    /// <exception cref="InputException">There is nothing there, or nothing known.</exception>
    public static ITrace Open(string path) =>
        Directory.Exists(path) || LooksLikeFtrace(path)
            ? RecordingFolder.Open(path) : CsvTrace.Open(path);

    /// <summary>True when the first line is that of a kernel trace rather than a CSV header.
    /// </summary>
    private static bool LooksLikeFtrace(string path)
    {
        using LineReader lines = new(path, FtraceParser.MaxLineBytes, ahead: false);
        return lines.Next(out ReadOnlySpan<byte> line)
            && (line.StartsWith("# tracer:"u8) || line.IndexOf("] "u8) > 0);
    }
}
