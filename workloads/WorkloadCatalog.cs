using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Workloads.Synthetic;

namespace FragSim.Workloads;

/// <summary>What a synthetic workload is made for.</summary>
public sealed record WorkloadSetup(ulong MemoryBytes, int HugeOrder, ulong Seed);

/// <summary>Every synthetic workload there is, one line each.</summary>
public static class WorkloadCatalog
{
    private static readonly (CatalogEntry Entry, Func<string, WorkloadSetup, IWorkload> Create)[]
        All =
    [
        (HighAlloc.Entry, (name, setup) => new HighAlloc(name, new HighAllocShape
        {
            MemoryPages = (int)(setup.MemoryBytes >> 12),
            HugeOrder = setup.HugeOrder,
        }, setup.Seed)),
        (LlfreeFrag.Entry, (name, setup) => new LlfreeFrag(name, setup)),
    ];

    public static IReadOnlyList<CatalogEntry> Entries { get; } = [.. All.Select(w => w.Entry)];

    /// <summary>A workload from its spelling: <c>name[:parameters]</c>.</summary>
    /// <exception cref="UsageException">The spelling is wrong; the message says what is right.
    /// </exception>
    public static IWorkload Create(string spelling, WorkloadSetup setup)
    {
        foreach ((CatalogEntry entry, Func<string, WorkloadSetup, IWorkload> create) in All)
        {
            if (entry.Name == spelling)
                return create(spelling, setup);
        }
        throw new UsageException(
            $"there is no workload '{spelling}'; choose from "
            + $"{string.Join(", ", All.Select(w => w.Entry.Name))}.");
    }

    /// <summary>How long the workload will run, in simulated nanoseconds; for progress bars.
    /// </summary>
    public static long DurationNs(string spelling, WorkloadSetup setup)
    {
        if (spelling == LlfreeFrag.Entry.Name)
            return LlfreeFrag.DurationNs;
        var shape = new HighAllocShape
        {
            MemoryPages = (int)(setup.MemoryBytes >> 12),
            HugeOrder = setup.HugeOrder,
        };
        return ((shape.LoadSeconds + shape.SettleSeconds + 20) * 1_000_000_000L)
            + (3 * shape.Attempts * shape.RequestEveryNs);
    }
}
