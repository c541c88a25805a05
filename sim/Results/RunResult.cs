using FragSim.Sim.Events;

namespace FragSim.Sim.Results;

/// <summary>What names a run: the first three columns of every CSV.</summary>
/// <param name="Workload">As spelled on the command line, or the name of the trace.</param>
/// <param name="Strategy">As spelled on the command line.</param>
/// <param name="Seed">Of all random numbers of the run.</param>
public sealed record RunKey(string Workload, string Strategy, ulong Seed)
{
    /// <summary>The strategy is the oracle, alone or joined to others: it works at no cost, so it
    /// is a bound, and no competitor of those that pay.</summary>
    public bool IsOracle => Strategy.Split('+').Any(part => part.Split(':')[0] == "oracle");
}

/// <summary>Everything one simulation leaves behind.</summary>
public sealed record RunResult
{
    /// <summary>Workload, strategy and seed.</summary>
    public required RunKey Key { get; init; }
    /// <summary>The whole run in one line.</summary>
    public required RunSummary Summary { get; init; }
    /// <summary>Huge-page requests in order of time.</summary>
    public required IReadOnlyList<RequestRecord> Requests { get; init; }
    /// <summary>Memory over time, in order; the last is at the end of the run.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }
    /// <summary>Pageblocks over time; empty unless maps are kept.</summary>
    public required IReadOnlyList<PageblockMap> Maps { get; init; }
    /// <summary>What stood in the way of huge pages, at the times of the maps.</summary>
    public IReadOnlyList<BlockerSurvey> Blockers { get; init; } = [];
    /// <summary>Order of the huge pages that were asked for.</summary>
    public required int HugeOrder { get; init; }
    /// <summary>Base pages of RAM, with those that the kernel keeps for itself; of a machine that
    /// was recorded, those that its allocator has. 0 where that is not known.</summary>
    public long MemoryPages { get; init; }
    /// <summary>Events that were applied.</summary>
    public required long Events { get; init; }
    /// <summary>Simulated time of the end.</summary>
    public required long EndNs { get; init; }
    /// <summary>What CPUs waited for, from workloads that simulate several.</summary>
    public IReadOnlyList<Contention> Contention { get; init; } = [];
}
