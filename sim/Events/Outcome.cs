namespace FragSim.Sim.Events;

/// <summary>How an event ended.</summary>
public enum OutcomeKind : byte
{
    /// <summary>Done: allocated, freed, found in memory.</summary>
    Done,
    /// <summary>The allocation failed.</summary>
    Failed,
    /// <summary>The page was reclaimed before (a touch that misses, a free to skip).</summary>
    Missed,
    /// <summary>No block has that id.</summary>
    Unknown,
}

/// <summary>What came of an event; a closed-loop workload reacts to it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="StallNs">What the caller waited beyond the constant cost of the fast path.</param>
public readonly record struct Outcome(OutcomeKind Kind, long StallNs);
