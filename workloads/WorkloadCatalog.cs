using FragSim.Sim;
using FragSim.Sim.Events;

namespace FragSim.Workloads;

/// <summary>What a synthetic workload is made for.</summary>
public sealed record WorkloadSetup(ulong MemoryBytes, int HugeOrder, ulong Seed);

/// <summary>Every synthetic workload there is, one line each.</summary>
public static class WorkloadCatalog
{
    public static IReadOnlyList<CatalogEntry> Entries => [];

    /// <summary>A workload from its spelling: <c>name[:parameters]</c>.</summary>
    /// <exception cref="UsageException">The spelling is wrong; the message says what is right.
    /// </exception>
    public static IWorkload Create(string spelling, WorkloadSetup setup) =>
        throw new UsageException(spelling);

    /// <summary>How long the workload will run, in simulated nanoseconds; for progress bars.
    /// </summary>
    public static long DurationNs(string spelling, WorkloadSetup setup) => 0;
}
