using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Machines;

namespace FragSim.Cli.Runs;

/// <summary>The state of a real machine, from which simulations begin.</summary>
/// <param name="snapshot">What it told of itself.</param>
/// <param name="memoryBytes">Its size, where it did not tell that.</param>
internal sealed class StartFiles(MachineSnapshot snapshot, ulong memoryBytes)
{
    private readonly Dictionary<ulong, StartState> bySeed = [];

    /// <summary>The file or folder that tells it.</summary>
    public string Path => snapshot.Path;

    /// <summary>Files that are not the kernel's own, which are never the same twice.</summary>
    public IEnumerable<string> Files =>
        snapshot.Path.StartsWith("/proc", StringComparison.Ordinal)
            || snapshot.Path.StartsWith("/dev/", StringComparison.Ordinal)
        ? []
        : Directory.Exists(snapshot.Path)
            ? Directory.EnumerateFiles(snapshot.Path).Order(StringComparer.Ordinal)
            : [snapshot.Path];

    /// <summary>Pages that the machine's allocator has.</summary>
    public ulong MemoryBytes => MachineStart.PagesOf(snapshot, memoryBytes) is { } pages
        ? (ulong)pages << 12 : memoryBytes;

    /// <summary>What is free at the start, for which workloads are made.</summary>
    public ulong FreeBytes => Math.Clamp(
        (ulong)snapshot.Free.Sum(z => z.FreePages) << 12, SimulationOptions.MinMemoryBytes,
        Math.Max(MemoryBytes, SimulationOptions.MinMemoryBytes));

    /// <summary>What was taken for granted: a line for people.</summary>
    public string Note => MachineStart.Assumed(snapshot, memoryBytes) is { Length: > 0 } assumed
        ? $"--start: {assumed}." : "";

    /// <summary>Without the flags of every page, where they lie is drawn.</summary>
    public bool IsRandom => snapshot.PageFlags is null;

    /// <summary>The state under a seed, which draws what the files leave open.</summary>
    /// <exception cref="InputException">The files contradict each other.</exception>
    public StartState Of(ulong seed)
    {
        lock (bySeed)
        {
            ulong key = IsRandom ? seed : 0;
            if (!bySeed.TryGetValue(key, out StartState? start))
                bySeed[key] = start = MachineStart.Build(snapshot, memoryBytes, key);
            return start;
        }
    }
}
