namespace FragSim.Plots.Validation;

/// <summary>A model beside a recorded kernel: what the charts of a validation are drawn from.
/// </summary>
public sealed record ComparedRecording
{
    /// <summary>The recording's name: that of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The snapshot that the replay began from.</summary>
    public required string From { get; init; }

    /// <summary>The strategy that served the replay, as spelled on the command line.</summary>
    public required string Strategy { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<ComparedMark> Marks { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<ComparedPhase> Phases { get; init; }

    /// <summary>The unusable indices may be so far apart, from 0 to 1.</summary>
    public required double UnusableBar { get; init; }
}

/// <summary>Memory at one snapshot: the whole machine first, then each of its zones.</summary>
/// <param name="Name">Name of the snapshot.</param>
/// <param name="Scopes">The machine, then its zones in order of address.</param>
public sealed record ComparedMark(string Name, IReadOnlyList<ComparedScope> Scopes);

/// <summary>A zone, or the machine.</summary>
/// <param name="Name">Name of the zone; <c>all</c> for the machine.</param>
/// <param name="Model">In the model.</param>
/// <param name="Kernel">In the recorded kernel.</param>
public sealed record ComparedScope(string Name, FreeMemory Model, FreeMemory Kernel);

/// <summary>What is free.</summary>
/// <param name="Blocks">Free blocks of each order.</param>
/// <param name="Unusable">Share of it in blocks below the huge page's, from 0 to 1.</param>
public sealed record FreeMemory(IReadOnlyList<long> Blocks, double Unusable);

/// <summary>The huge-page requests of one phase.</summary>
public sealed record ComparedPhase
{
    /// <summary>The phase, as in the marks of the trace.</summary>
    public required string Name { get; init; }
    /// <summary>Huge pages asked for; the same number in the model and the kernel.</summary>
    public required int Requests { get; init; }
    /// <summary>Requests that the model granted.</summary>
    public required int Granted { get; init; }
    /// <summary>Requests that the recorded kernel granted.</summary>
    public required int KernelGranted { get; init; }

    /// <summary>What several runs of the kernel gave; null when only one is known.</summary>
    public required (int Fewest, int Most)? KernelRuns { get; init; }

    /// <summary>Stalls without zeroing, in ascending order.</summary>
    public required IReadOnlyList<long> StallsNs { get; init; }

    /// <summary>The same requests, as recorded.</summary>
    public required IReadOnlyList<long> KernelStallsNs { get; init; }
}
