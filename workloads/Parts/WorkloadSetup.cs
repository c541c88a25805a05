namespace FragSim.Workloads.Parts;

/// <summary>What a synthetic workload is made for.</summary>
/// <param name="MemoryBytes">Size of RAM.</param>
/// <param name="HugeOrder">Order of the huge pages that it asks for.</param>
/// <param name="Seed">Of its random numbers.</param>
public sealed record WorkloadSetup(ulong MemoryBytes, int HugeOrder, ulong Seed);
