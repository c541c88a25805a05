using FragSim.Sim.Base;

namespace FragSim.Sim.Results;

public enum WatermarkState : byte
{
    AboveHigh,
    BelowHigh,
    BelowLow,
    BelowMin,
}

/// <summary>One zone at one moment. Counts are base pages unless their name says blocks.</summary>
public sealed record ZoneSample
{
    public required string Zone { get; init; }
    public required long ManagedPages { get; init; }
    public required long FreePages { get; init; }
    public required long PcpPages { get; init; }
    /// <summary>Free blocks, by order and migrate type.</summary>
    public required BlockTable FreeBlocks { get; init; }
    /// <summary>Unusable free space index at the huge order, 0..1000.</summary>
    public required int UnusableIndex { get; init; }
    /// <summary>Fragmentation index at the huge order, -1000 when a block is free.</summary>
    public required int FragmentationIndex { get; init; }
    public required long InactiveAnonPages { get; init; }
    public required long ActiveAnonPages { get; init; }
    public required long InactiveFilePages { get; init; }
    public required long ActiveFilePages { get; init; }
    public required WatermarkState Watermark { get; init; }
}

/// <summary>The machine at one moment.</summary>
public sealed record Sample
{
    public required long TimeNs { get; init; }
    public required string Phase { get; init; }
    public required ZoneSample[] Zones { get; init; }
    /// <summary>Values in the order of <see cref="VmCounter"/>.</summary>
    public required long[] Counters { get; init; }
    /// <summary>Pages set aside at boot that nobody uses now.</summary>
    public required long ReservedIdlePages { get; init; }
    /// <summary>Huge-page requests and grants so far.</summary>
    public required long Attempts { get; init; }
    public required long Granted { get; init; }
}
