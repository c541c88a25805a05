using FragSim.Sim.Base;

namespace FragSim.Sim.Results;

/// <summary>What is in a trace, before anything is simulated. Sizes are base pages.</summary>
public sealed record TraceProfile
{
    /// <summary>Largest number of buckets along time.</summary>
    public const int MaxBuckets = 256;

    /// <summary>One for each power of two of nanoseconds.</summary>
    public const int LifetimeBuckets = 63;

    /// <summary>The trace, without folder and extension.</summary>
    public required string Name { get; init; }
    /// <summary>Name of its format.</summary>
    public required string Format { get; init; }
    /// <summary>Events in all.</summary>
    public required long Events { get; init; }
    /// <summary>What the trace holds instead of allocations; null when it has some.</summary>
    public string? WithoutAllocation { get; init; }
    /// <summary>Time from the first event to the last.</summary>
    public required long DurationNs { get; init; }
    /// <summary>Pages in use before the first event, as far as the trace tells.</summary>
    public required long StartPages { get; init; }
    /// <summary>Most pages in use at one time.</summary>
    public required long PeakPages { get; init; }
    /// <summary>Pages in use after the last event.</summary>
    public required long EndPages { get; init; }
    /// <summary>Allocations that are not huge-page requests.</summary>
    public required long Allocs { get; init; }
    /// <summary>Huge-page requests.</summary>
    public required long Requests { get; init; }
    /// <summary>Events that free a block.</summary>
    public required long Frees { get; init; }
    /// <summary>Everything that neither takes nor gives memory.</summary>
    public required long Others { get; init; }
    /// <summary>Allocations and requests of each order.</summary>
    public required long[] ByOrder { get; init; }
    /// <summary>Allocations and requests that the recorded kernel granted, by order; empty where
    /// the trace does not tell.</summary>
    public IReadOnlyList<long> GrantedByOrder { get; init; } = [];
    /// <summary>The same that it refused.</summary>
    public IReadOnlyList<long> RefusedByOrder { get; init; } = [];
    /// <summary>Allocations and requests of each mobility: unmovable, movable, reclaimable.
    /// </summary>
    public required long[] ByMobility { get; init; }
    /// <summary>Pages that each <see cref="PageSource"/> asked for.</summary>
    public required long[] PagesBySource { get; init; }
    /// <summary>Freed blocks by the logarithm of their age in ns, at [mobility][log2].</summary>
    public required long[][] Lifetimes { get; init; }
    /// <summary>Blocks that the trace allocates and does not free.</summary>
    public required long NeverFreed { get; init; }
    /// <summary>Length of a bucket along time.</summary>
    public required long BucketNs { get; init; }
    /// <summary>Events in each bucket.</summary>
    public required long[] EventsOverTime { get; init; }
    /// <summary>Pages in use at the end of each bucket, at [mobility][bucket].</summary>
    public required long[][] PagesOverTime { get; init; }
    /// <summary>What could not be used, and why, in words.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
