using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Workloads;

namespace FragSim.Cli.Runs;

/// <summary>Where the events of every simulation come from.</summary>
/// <param name="Open">The workload of a seed, opened anew for one simulation.</param>
/// <param name="DurationNs">Simulated time that it will take; 0 when that cannot be known.</param>
/// <param name="Files">Input files, whose checksums go to the manifest.</param>
internal sealed record WorkloadSource(
    Func<ulong, IWorkload> Open, Func<ulong, long> DurationNs, IReadOnlyList<string> Files)
{
    /// <exception cref="UsageException">The workload is spelled wrong.</exception>
    public static WorkloadSource Synthetic(string spelling, ulong memoryBytes, int hugeOrder)
    {
        WorkloadSetup Setup(ulong seed) => new(memoryBytes, hugeOrder, seed);
        WorkloadCatalog.Create(spelling, Setup(0)).Dispose();
        return new WorkloadSource(
            seed => WorkloadCatalog.Create(spelling, Setup(seed)),
            seed => WorkloadCatalog.DurationNs(spelling, Setup(seed)),
            []);
    }

    /// <exception cref="InputException">There is no such file.</exception>
    public static WorkloadSource Trace(string path)
    {
        if (!File.Exists(path))
            throw new InputException($"{path}: no such file; give --trace the path of a trace.");
        return new WorkloadSource(_ => Suppliers.OpenTrace(path), _ => 0, [path]);
    }

    /// <exception cref="InputException">There is no such folder.</exception>
    public static WorkloadSource Recording(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputException(
                $"{folder}: no such folder; a recording is a folder with a trace and snap/.");
        }
        IEnumerable<string> files = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal);
        return new WorkloadSource(_ => Suppliers.OpenRecording(folder), _ => 0, [.. files]);
    }
}
