namespace FragSim.Sim.Memory;

/// <summary>What the compactor of a running kernel remembers of a zone
/// (<c>struct zone</c>: <c>compact_considered</c>, <c>compact_defer_shift</c>,
/// <c>compact_order_failed</c>, <c>compact_cached_*</c>).</summary>
public sealed record StartCompaction
{
    /// <summary>Name of the zone.</summary>
    public required string Zone { get; init; }
    /// <summary>Tries put off since the last that failed.</summary>
    public int Considered { get; init; }
    /// <summary>One try is made of 2^this.</summary>
    public int DeferShift { get; init; }
    /// <summary>Lowest order that is put off.</summary>
    public int OrderFailed { get; init; }
    /// <summary>Where the migrate scanner goes on; null where it begins anew.</summary>
    public uint? MigratePfn { get; init; }
    /// <summary>Where the free scanner goes on; null where it begins anew.</summary>
    public uint? FreePfn { get; init; }
    /// <summary>The scanners of a caller's run met: skip bits are cleared next time.</summary>
    public bool FlushSkips { get; init; }
}
