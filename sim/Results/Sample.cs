using FragSim.Sim.Base;

namespace FragSim.Sim.Results;

/// <summary>Between which watermarks a zone's free pages are.</summary>
public enum WatermarkState : byte
{
    /// <summary>More than the high mark: kswapd has nothing to do.</summary>
    AboveHigh,
    /// <summary>At most the high mark, more than the low one.</summary>
    BelowHigh,
    /// <summary>At most the low mark, more than the min one: kswapd is woken.</summary>
    BelowLow,
    /// <summary>At most the min mark: only urgent allocations go on.</summary>
    BelowMin,
}

/// <summary>One zone at one moment. Counts are base pages unless their name says blocks.</summary>
public sealed record ZoneSample
{
    /// <summary>Name of the zone.</summary>
    public required string Zone { get; init; }
    /// <summary>Frames that the allocator was given at boot.</summary>
    public required long ManagedPages { get; init; }
    /// <summary>On the buddy's free lists.</summary>
    public required long FreePages { get; init; }
    /// <summary>On per-CPU lists.</summary>
    public required long PcpPages { get; init; }
    /// <summary>Free blocks, by order and migrate type.</summary>
    public required BlockTable FreeBlocks { get; init; }
    /// <summary>Unusable free space index at the huge order, 0..1000.</summary>
    public required int UnusableIndex { get; init; }
    /// <summary>Fragmentation index at the huge order, -1000 when a block is free.</summary>
    public required int FragmentationIndex { get; init; }
    /// <summary>Anonymous pages on the inactive list.</summary>
    public required long InactiveAnonPages { get; init; }
    /// <summary>Anonymous pages on the active list.</summary>
    public required long ActiveAnonPages { get; init; }
    /// <summary>Page cache on the inactive list.</summary>
    public required long InactiveFilePages { get; init; }
    /// <summary>Page cache on the active list.</summary>
    public required long ActiveFilePages { get; init; }
    /// <summary>Where the free pages are among the watermarks.</summary>
    public required WatermarkState Watermark { get; init; }
}

/// <summary>The machine at one moment.</summary>
public sealed record Sample
{
    /// <summary>Simulated time.</summary>
    public required long TimeNs { get; init; }
    /// <summary>The workload's phase; empty before the first.</summary>
    public required string Phase { get; init; }
    /// <summary>From low to high addresses.</summary>
    public required ZoneSample[] Zones { get; init; }
    /// <summary>Values in the order of <see cref="VmCounter"/>.</summary>
    public required long[] Counters { get; init; }
    /// <summary>Pages set aside at boot that are not in use now.</summary>
    public required long ReservedIdlePages { get; init; }
    /// <summary>Huge-page requests and grants so far.</summary>
    public required long Attempts { get; init; }
    /// <summary>Of the attempts so far, those that got a huge page.</summary>
    public required long Granted { get; init; }
}
