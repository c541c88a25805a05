using FragSim.Sim.Results;

namespace FragSim.Sim.Requests;

/// <summary>Keeps what became of each huge-page request, and what was last seen to block huge
/// pages.</summary>
internal interface IRequestLog
{
    /// <summary>Name of the phase; empty before the first.</summary>
    string Phase { get; }

    /// <summary>What blocked most huge pages at the last survey; null when nothing did, or no
    /// survey was made.</summary>
    Blocker? WorstBlocker { get; }

    /// <summary>Adds a request that is over.</summary>
    void Add(RequestRecord request);
}
