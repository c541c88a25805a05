using FragSim.Sim.Events;

namespace FragSim.Sim.Results;

/// <summary>What names a run: the first three columns of every CSV.</summary>
public sealed record RunKey(string Workload, string Strategy, ulong Seed)
{
    /// <summary>The strategy is the oracle, alone or joined to others: it works at no cost, so it
    /// is a bound, and no competitor of those that pay.</summary>
    public bool IsOracle => Strategy.Split('+').Any(part => part.Split(':')[0] == "oracle");
}

/// <summary>Everything one simulation leaves behind.</summary>
public sealed record RunResult
{
    public required RunKey Key { get; init; }
    public required RunSummary Summary { get; init; }
    public required IReadOnlyList<RequestRecord> Requests { get; init; }
    public required IReadOnlyList<Sample> Samples { get; init; }
    public required IReadOnlyList<PageblockMap> Maps { get; init; }
    /// <summary>What stood in the way of huge pages, at the times of the maps.</summary>
    public IReadOnlyList<BlockerSurvey> Blockers { get; init; } = [];
    public required int HugeOrder { get; init; }
    /// <summary>Base pages of RAM, with those that the kernel keeps for itself; of a machine that
    /// was recorded, those that its allocator has. 0 where that is not known.</summary>
    public long MemoryPages { get; init; }
    public required long Events { get; init; }
    public required long EndNs { get; init; }
    /// <summary>What CPUs waited for, from workloads that simulate several.</summary>
    public IReadOnlyList<Contention> Contention { get; init; } = [];
}
