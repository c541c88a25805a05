using FragSim.Sim.Base;
using FragSim.Sim.Events;

namespace FragSim.Workloads.Parts;

/// <summary>A workload that knows how long it will run.</summary>
internal interface ISyntheticWorkload : IWorkload
{
    /// <summary>About how long, in simulated nanoseconds; for progress bars.</summary>
    long DurationNs { get; }

    /// <summary>When its next step is due; what other workloads do before comes first.</summary>
    long NextNs { get; }
}

/// <summary>What one workload is made from.</summary>
/// <param name="Spelling">As given on the command line, parameters included.</param>
/// <param name="Setup">The machine that it is made for, and the seed.</param>
/// <param name="Parameters">What stands behind the colon, by name.</param>
internal sealed record WorkloadSpec(
    string Spelling, WorkloadSetup Setup, WorkloadParameters Parameters)
{
    private const long MostPages = 1 << 30;

    /// <summary>Base pages of memory.</summary>
    public int MemoryPages => (int)(Setup.MemoryBytes >> 12);

    /// <summary>So many percent of memory, in base pages.</summary>
    /// <exception cref="UsageException">They are more than a workload can name.</exception>
    public int Share(int percent)
    {
        long pages = (long)MemoryPages * percent / 100;
        return pages <= MostPages ? (int)pages : throw new UsageException(
            $"'{Spelling}': {percent} percent of this memory are {pages >> 18}GiB, more than "
            + $"{MostPages >> 18}GiB; choose a smaller share or less memory.");
    }

    /// <summary>Random numbers for a purpose.</summary>
    public Rng Rng(string purpose) => Sim.Base.Rng.For(Setup.Seed, purpose);
}

/// <summary>A workload of the catalogue: what is said of it, what it takes, how it is made.
/// </summary>
internal sealed record WorkloadKind
{
    public WorkloadKind(CatalogEntry entry, IReadOnlyList<WorkloadParameter> parameters,
        Func<WorkloadSpec, ISyntheticWorkload> create)
    {
        Entry = entry with { Parameters = [.. parameters.Select(p => p.Entry)] };
        Parameters = parameters;
        Create = create;
    }

    /// <param name="entry">What is said of it.</param>
    /// <param name="parameters">What it takes.</param>
    /// <param name="play">Adds its scripts to a scene.</param>
    public WorkloadKind(CatalogEntry entry, IReadOnlyList<WorkloadParameter> parameters,
        Action<Scene> play)
        : this(entry, parameters, spec => Played(new Scene(spec), play))
    {
    }

    public CatalogEntry Entry { get; }

    public IReadOnlyList<WorkloadParameter> Parameters { get; }

    public Func<WorkloadSpec, ISyntheticWorkload> Create { get; }

    private static Scene Played(Scene scene, Action<Scene> play)
    {
        play(scene);
        return scene;
    }
}
