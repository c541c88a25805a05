using FragSim.Sim.Base;

namespace FragSim.Sim.Results;

/// <summary>One huge-page request.</summary>
public sealed record RequestRecord
{
    /// <summary>When it was asked, in simulated time.</summary>
    public required long TimeNs { get; init; }
    /// <summary>The workload's phase at that time; empty before the first.</summary>
    public required string Phase { get; init; }
    /// <summary>The workload's id for the huge page.</summary>
    public required uint Id { get; init; }
    /// <summary>Order of the huge page asked for.</summary>
    public required int Order { get; init; }
    /// <summary>It got a huge page.</summary>
    public required bool Granted { get; init; }
    /// <summary>How it was granted; None when it was refused.</summary>
    public required GrantPath Path { get; init; }
    /// <summary>Why it was refused; None when it was granted.</summary>
    public required FailureCause Failure { get; init; }
    /// <summary>What the caller waited, by cause.</summary>
    public required Stall Stall { get; init; }
    /// <summary>Frames that were looked at for it.</summary>
    public required long PagesScanned { get; init; }
    /// <summary>Base pages that were moved for it.</summary>
    public required long PagesMigrated { get; init; }
    /// <summary>Base pages that were reclaimed for it, in the caller's time.</summary>
    public required long PagesReclaimed { get; init; }
    /// <summary>Name of the zone that holds the page; empty when it was not granted.</summary>
    public string Zone { get; init; } = "";
    /// <summary>Could the most effort have granted it, from the memory that the strategy had left?
    /// </summary>
    public required bool OracleGranted { get; init; }
    /// <summary>What stood in the way; null when it was granted.</summary>
    public RequestFailure? Obstacle { get; init; }
}
