using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Workloads.Synthetic;

namespace FragSim.Workloads;

/// <summary>What a synthetic workload is made for.</summary>
public sealed record WorkloadSetup(ulong MemoryBytes, int HugeOrder, ulong Seed)
{
    public int MemoryPages => (int)(MemoryBytes >> 12);
}

/// <summary>Every synthetic workload there is, one line each.</summary>
public static class WorkloadCatalog
{
    private static readonly
        (CatalogEntry Entry, Func<string, WorkloadSetup, WorkloadParameters, ISynthetic> Create)[]
        All =
    [
        (HighAlloc.Entry, (name, setup, given) =>
            new HighAlloc(name, HighAllocShape.From(setup, given), setup.Seed)),
        (QuietCache.Entry, (name, setup, given) =>
            new QuietCache(name, QuietCacheShape.From(setup, given), setup.Seed)),
        (Punch.Entry, (name, setup, given) =>
            new Punch(name, PunchShape.From(setup, given), setup.Seed)),
    ];

    public static IReadOnlyList<CatalogEntry> Entries { get; } = [.. All.Select(w => w.Entry)];

    /// <summary>A workload from its spelling: <c>name[:parameters]</c>.</summary>
    /// <exception cref="UsageException">The spelling is wrong; the message says what is right.
    /// </exception>
    public static IWorkload Create(string spelling, WorkloadSetup setup) =>
        CreateSynthetic(spelling, setup);

    /// <summary>How long the workload will run, in simulated nanoseconds; for progress bars.
    /// </summary>
    public static long DurationNs(string spelling, WorkloadSetup setup)
    {
        using ISynthetic workload = CreateSynthetic(spelling, setup);
        return workload.DurationNs;
    }

    private static ISynthetic CreateSynthetic(string spelling, WorkloadSetup setup)
    {
        var given = new WorkloadParameters(spelling);
        foreach ((CatalogEntry entry,
            Func<string, WorkloadSetup, WorkloadParameters, ISynthetic> create) in All)
        {
            if (entry.Name != given.Name)
                continue;
            ISynthetic workload = create(spelling, setup, given);
            given.RequireAllKnown();
            return workload;
        }
        throw new UsageException(
            $"there is no workload '{given.Name}'; choose from "
            + $"{string.Join(", ", All.Select(w => w.Entry.Name))}.");
    }
}
