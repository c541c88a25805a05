using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads.Parts;
using FragSim.Workloads.Synthetic;

namespace FragSim.Workloads;

/// <summary>Every synthetic workload there is, one line each.</summary>
public static class WorkloadCatalog
{
    /// <summary>1 TiB: what fills it has names enough for all of its pages.</summary>
    private const ulong MostMemoryBytes = 1UL << 40;

    private static readonly WorkloadKind[] All =
    [
        HighAlloc.Kind,
        KernBuild.Kind,
        SmallFiles.Kind,
        ThpScale.Kind,
        Desktop.Kind,
        Fleet.Kind,
        Database.Kind,
        PageCache.Kind,
        Guests.Kind,
        NetFs.Kind,
        LlfreeFrag.Kind,
        QuietCache.Kind,
        Punch.Kind,
    ];

    /// <summary>Name, sentence, source and parameters of each workload; the mix is last.</summary>
    public static IReadOnlyList<CatalogEntry> Entries { get; } =
        [.. All.Select(w => w.Entry), Mix.Entry];

    /// <summary>A workload from its spelling: <c>name[:parameters]</c>.</summary>
    /// <exception cref="UsageException">The spelling is wrong; the message says what is right.
    /// </exception>
    public static IWorkload Create(string spelling, WorkloadSetup setup) => Make(spelling, setup);

    /// <summary>How long the workload will run, in simulated nanoseconds; for progress bars.
    /// </summary>
    public static long DurationNs(string spelling, WorkloadSetup setup)
    {
        using ISyntheticWorkload workload = Make(spelling, setup);
        return workload.DurationNs;
    }

    internal static ISyntheticWorkload Make(string spelling, WorkloadSetup setup)
    {
        if (setup.MemoryBytes > MostMemoryBytes)
        {
            throw new UsageException($"the workload '{spelling}' is made for up to 1024GiB of "
                + $"memory, not {setup.MemoryBytes >> 30}GiB; choose less, or replay a trace.");
        }
        int colon = spelling.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? spelling : spelling[..colon];
        string rest = colon < 0 ? "" : spelling[(colon + 1)..];
        if (name == Mix.Entry.Name)
            return Mix.Create(spelling, rest, setup, Make);
        WorkloadKind kind = Array.Find(All, w => w.Entry.Name == name)
            ?? throw new UsageException(
                $"there is no workload '{name}'"
                + NearWord.Choice(name, [.. Entries.Select(w => w.Name)]) + ".");
        return kind.Create(
            new WorkloadSpec(spelling, setup, WorkloadParameters.Read(kind, rest)));
    }
}
