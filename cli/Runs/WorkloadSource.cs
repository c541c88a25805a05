using FragSim.Sim;
using FragSim.Workloads;
using FragSim.Workloads.Traces;

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
            []);
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
            (cells, cancel) => new SharedTrace(trace, cells.Count, cancel), _ => 0, [.. files])
        {
            BringsStart = trace.Start is not null,
            HasChance = trace.HasChance,
        };
    }

    /// <summary>The trace says itself what was in memory when it began.</summary>
    public bool BringsStart { get; private init; }

    /// <summary>Other seeds give other runs.</summary>
    public bool HasChance { get; private init; } = true;

    /// <summary>The same from a given state of memory.</summary>
    /// <exception cref="UsageException">It brings its own.</exception>
    public WorkloadSource From(StartFiles start) => BringsStart
        ? throw new UsageException(
            "--start: this recording begins from its own state; leave --start out.")
        : this with
        {
            Open = (cells, cancel) => new StartedWorkloads(Open(cells, cancel), start, cells),
            Files = [.. Files, .. start.Files],
        };
}
