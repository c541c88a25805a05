using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Cli;

/// <summary>
/// What the other projects give the commands: trace and recording readers, charts, and the kernel's
/// text files. Only here are they called by name.
/// </summary>
internal static class Suppliers
{
    public static IReadOnlyList<CatalogEntry> Formats => [];

    public static IReadOnlyList<CatalogEntry> Charts => [];

    /// <exception cref="InputException">The file is not a trace.</exception>
    public static IWorkload OpenTrace(string path) =>
        throw new InputException($"{path}: this version of fragsim reads no traces.");

    /// <exception cref="InputException">The folder is not a recording.</exception>
    public static IWorkload OpenRecording(string folder) =>
        throw new InputException($"{folder}: this version of fragsim reads no recordings.");

    /// <summary>A chart as a PNG.</summary>
    public static byte[] RenderChart(string name, IReadOnlyList<RunResult> results) =>
        throw new UsageException($"There is no chart called '{name}'.");

    /// <summary>The files of one snapshot and who writes each.</summary>
    public static IReadOnlyList<(string File, Action<Machine, TextWriter> Write)> SnapshotFiles =>
        [];
}
