using FragSim.Sim;
using FragSim.Sim.Boot;
using FragSim.Workloads.Fstrace;
using FragSim.Workloads.Recordings;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Traces;

/// <summary>Every trace format there is, one line each.</summary>
public static class TraceFormats
{
    public static IReadOnlyList<CatalogEntry> Entries { get; } =
    [
        new("csv", "One event a line, plain or compressed by gzip or zstd.", "docs/traces.md"),
        new("fstrace", "Events in packed columns, checksums and an index; small and fast to read.",
            "docs/traces.md"),
        new("recording", "A folder with a kernel's page allocator trace and its snapshots.",
            "Linux include/trace/events/kmem.h; docs/traces.md"),
    ];

    /// <summary>Opens a trace, whose format is known by its content.</summary>
    /// <exception cref="InputException">There is nothing there, or nothing known.</exception>
    public static ITrace Open(string path)
    {
        if (Directory.Exists(path))
            return RecordingFolder.Open(path);
        if (FstraceFile.IsOne(path))
            return FstraceFile.Open(path);
        return LooksLikeFtrace(path) ? RecordingFolder.Open(path) : CsvTrace.Open(path);
    }

    /// <summary>Begins a trace, whose format is known by the extension of its name.</summary>
    /// <param name="path">An existing file is replaced.</param>
    /// <param name="names">Names of phases and snapshots; may grow while events are written.
    /// </param>
    /// <param name="start">The state in which memory is before the first event; null at boot.
    /// </param>
    /// <exception cref="UsageException">No format that can be written ends so.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static ITraceWriter Create(string path, IReadOnlyList<string> names, StartState? start)
    {
        if (EndsIn(path, FstraceFile.Extension))
            return new FstraceWriter(path, names, start);
        if (EndsIn(path, ".csv") || EndsIn(path, ".csv.gz") || EndsIn(path, ".csv.zst"))
            return new CsvTraceWriter(path, names, start);
        throw new UsageException($"{path}: what to write is not known; let the name end in "
            + ".fstrace, .csv, .csv.gz or .csv.zst.");
    }

    private static bool EndsIn(string path, string extension) =>
        path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the first line is that of a kernel trace rather than a CSV header.
    /// </summary>
    private static bool LooksLikeFtrace(string path)
    {
        using LineReader lines = new(path, FtraceParser.MaxLineBytes, ahead: false);
        return lines.Next(out ReadOnlySpan<byte> line)
            && (line.StartsWith("# tracer:"u8) || line.IndexOf("] "u8) > 0);
    }
}
