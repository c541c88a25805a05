using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Csv;
using FragSim.Traces.Events;
using FragSim.Traces.Fstrace;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Llfree;
using FragSim.Traces.Machines;
using FragSim.Traces.Recordings;

namespace FragSim.Traces;

/// <summary>Every trace format there is, one line each.</summary>
public static class TraceFormats
{
    /// <summary>The first that fits is taken; CSV is what is left, as it has the best messages for
    /// what is no trace at all.</summary>
    private static readonly
        (CatalogEntry Entry, Func<TraceHead, bool> Fits, Func<string, ITrace> Open)[] All =
    [
        (MachineRecording.Entry, MachineRecording.Fits, MachineRecording.Open),
        (new("recording", "A folder with a kernel's page allocator trace and its snapshots.",
            "Linux include/trace/events/kmem.h; docs/traces.md"),
            RecordingFolder.Fits, path => RecordingFolder.Open(path)),
        (new("fstrace", "Events in packed columns, checksums and an index; small and fast to read.",
            "docs/traces.md"),
            head => FstraceFile.IsOne(head.Path), FstraceFile.Open),
        (KernelTextTrace.Ftrace, KernelTextTrace.IsFtrace,
            path => new KernelTextTrace(path, KernelTextTrace.Ftrace.Name)),
        (KernelTextTrace.TraceCmd, KernelTextTrace.IsTraceCmd,
            path => new KernelTextTrace(path, KernelTextTrace.TraceCmd.Name)),
        (KernelTextTrace.Perf, KernelTextTrace.IsPerf,
            path => new KernelTextTrace(path, KernelTextTrace.Perf.Name)),
        (LlfreeTrace.Entry, LlfreeTrace.Fits, path => new LlfreeTrace(path)),
        (new("csv", "One event a line, plain or compressed by gzip or zstd.", "docs/traces.md"),
            CsvTrace.Fits, CsvTrace.Open),
    ];

    /// <summary>Name, sentence and source of each format, in the order of their names.</summary>
    public static IReadOnlyList<CatalogEntry> Entries { get; } =
        [.. All.Select(f => f.Entry).OrderBy(e => e.Name, StringComparer.Ordinal)];

    /// <summary>Opens a trace, whose format is known by its content; gzip and zstd are read in
    /// place.</summary>
    /// <exception cref="InputException">There is nothing there, or nothing known.</exception>
    public static ITrace Open(string path)
    {
        TraceHead head = new(path);
        ForeignFiles.Check(head);
        return All.First(f => f.Fits(head)).Open(path);
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
        CheckName(path);
        return EndsIn(path, FstraceFile.Extension)
            ? new FstraceWriter(path, names, start) : new CsvTraceWriter(path, names, start);
    }

    /// <summary>Does the name tell a format that can be written?</summary>
    /// <exception cref="UsageException">It does not.</exception>
    public static void CheckName(string path)
    {
        if (!EndsIn(path, FstraceFile.Extension) && !EndsIn(path, ".csv")
            && !EndsIn(path, ".csv.gz") && !EndsIn(path, ".csv.zst"))
        {
            throw new UsageException($"{path}: what to write is not known; let the name end in "
                + ".fstrace, .csv, .csv.gz or .csv.zst.");
        }
    }

    private static bool EndsIn(string path, string extension) =>
        path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
