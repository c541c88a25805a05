namespace FragSim.Workloads.Parts;

/// <summary>What a synthetic workload is made for.</summary>
public sealed record WorkloadSetup(ulong MemoryBytes, int HugeOrder, ulong Seed);
