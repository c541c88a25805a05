namespace FragSim.Sim.Kernel;

/// <summary>What direct reclaim gives huge-page requests where it is not simulated.</summary>
public interface IGivenReclaim
{
    /// <summary>What there is for the request under way, once; nothing after that.</summary>
    GivenReclaim Take();
}

/// <summary>What was reclaimed for one request, and with how much work.</summary>
/// <param name="Pages">Base pages freed.</param>
/// <param name="Scans">Pages of LRU lists looked at.</param>
/// <param name="Rounds">Rounds over a zone.</param>
public readonly record struct GivenReclaim(long Pages, long Scans, long Rounds);
