using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Workloads;
using FragSim.Workloads.Parts;

namespace FragSim.Cli.Runs;

/// <summary>Where the events of every simulation come from.</summary>
/// <param name="Open">The workloads of a number of simulations, by place and seed.</param>
/// <param name="DurationNs">Simulated time that one will take; 0 when that cannot be known.</param>
/// <param name="Files">Input files, whose checksums go to the manifest.</param>
internal sealed record WorkloadSource(
    Func<IReadOnlyList<RunCell>, CancellationToken, IOpenWorkloads> Open,
    Func<ulong, long> DurationNs, IReadOnlyList<string> Files)
{
    /// <exception cref="UsageException">The workload is spelled wrong.</exception>
    public static WorkloadSource Synthetic(string spelling, ulong memoryBytes, int hugeOrder)
    {
        WorkloadSetup Setup(ulong seed) => new(memoryBytes, hugeOrder, seed);
        WorkloadCatalog.Create(spelling, Setup(0)).Dispose();
        return new WorkloadSource(
            (cells, _) => new SeparateWorkloads(
                i => WorkloadCatalog.Create(spelling, Setup(cells[i].Seed))),
            seed => WorkloadCatalog.DurationNs(spelling, Setup(seed)),
            [])
        {
            IsSynthetic = true,
        };
    }

    /// <summary>A trace file, or a recording's folder: read once for all simulations.</summary>
    /// <exception cref="InputException">There is nothing at the path, or nothing known.
    /// </exception>
    public static WorkloadSource Trace(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new InputException($"{path}: no such file; give the path of a trace.");
        ITrace trace = TraceFormats.Open(path);
        IEnumerable<string> files = File.Exists(path)
            ? [path]
            : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal);
        return new WorkloadSource(
            (cells, cancel) => new SharedTrace(trace, path, cells.Count, cancel),
            _ => 0, [.. files])
        {
            Start = trace.Start,
            IsRandom = trace.IsRandom,
            Inputs = [path],
        };
    }

    /// <summary>Files and folders that are read, and must stay as they are.</summary>
    public IReadOnlyList<string> Inputs { get; private init; } = [];

    /// <summary>What was in memory when the trace began, where it says that itself.</summary>
    public StartState? Start { get; private init; }

    public bool BringsStart => Start is not null;

    /// <summary>It is made to the size of memory.</summary>
    private bool IsSynthetic { get; init; }

    /// <summary>Is anything left to chance? What is not is the same under every seed, as no
    /// strategy
    /// draws random numbers.</summary>
    public bool IsRandom { get; init; } = true;

    /// <summary>The same from a given state of memory.</summary>
    /// <exception cref="UsageException">It brings its own.</exception>
    public WorkloadSource From(StartFiles start) => BringsStart
        ? throw new UsageException(
            "--start: this recording begins from its own state; leave --start out.")
        : this with
        {
            Open = (cells, cancel) => new StartedWorkloads(
                Open(cells, cancel), start, cells, IsSynthetic
                    ? $"The workload is made for the {start.FreeBytes >> 20} MiB that are free at "
                        + "the start." : ""),
            Files = [.. Files, .. start.Files],
            Inputs = [.. Inputs, start.Path],
            IsRandom = IsRandom || start.IsRandom,
        };
}
