namespace FragSim.Bench.Core;

/// <summary>The parts of the reference stream, timed apart.</summary>
internal enum Phase
{
    /// <summary>Only allocations, until memory is full.</summary>
    Fill,
    /// <summary>Only frees, at random places, down to the wanted occupancy.</summary>
    Punch,
    /// <summary>Batches of frees and allocations around that occupancy.</summary>
    Churn,
}

/// <summary>Where events come from. They do not depend on what the allocator answers.</summary>
internal interface IEventStream : IDisposable
{
    uint Frames { get; }

    /// <summary>Fills a buffer with the next events, all of one phase.</summary>
    /// <returns>How many; 0 when the stream is over.</returns>
    int Next(Span<ulong> events, out Phase phase);
}
