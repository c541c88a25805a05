using FragSim.Sim.Base;

namespace FragSim.Sim.Results;

/// <summary>One huge-page request.</summary>
public sealed record RequestRecord
{
    public required long TimeNs { get; init; }
    public required string Phase { get; init; }
    public required uint Id { get; init; }
    public required int Order { get; init; }
    public required bool Granted { get; init; }
    public required GrantPath Path { get; init; }
    public required FailureCause Failure { get; init; }
    public required Stall Stall { get; init; }
    public required long PagesScanned { get; init; }
    public required long PagesMigrated { get; init; }
    public required long PagesReclaimed { get; init; }
    /// <summary>Name of the zone in which the page lies; empty when it was not granted.</summary>
    public string Zone { get; init; } = "";
    /// <summary>Could the most effort have granted it, from the memory that the strategy had left?
    /// </summary>
    public required bool OracleGranted { get; init; }
    /// <summary>What stood in the way; null when it was granted.</summary>
    public RequestFailure? Obstacle { get; init; }
}
