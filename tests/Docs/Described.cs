using Xunit;

namespace FragSim.Tests.Docs;

/// <summary>What the pages describe. A page says what is true of the catalogue and loses nothing
/// that is named here; what is new in a catalogue may wait for its section.</summary>
internal static class Described
{
    public static readonly string[] Strategies =
    [
        "none", "partition", "grouping", "compaction", "oldest", "linear", "lumpy", "linux",
        "proactive", "strict", "reservation", "boundary", "tree", "hybrid", "emptiest", "oracle",
    ];

    public static readonly string[] Workloads =
    [
        "highalloc", "kernbuild", "files", "thpscale", "desktop", "fleet", "database", "pagecache",
        "guests", "netfs", "llfree-frag", "quietcache", "punch", "mix",
    ];

    public static readonly string[] Charts =
    [
        "success", "success-over-time", "stall-cdf", "stall-causes", "why-it-failed", "blockers",
        "work", "cost-to-others", "unusable-index", "free-by-order", "pageblock-map", "cpus",
    ];

    /// <summary>Requires that a page names only what is in the catalogue, in the catalogue's order
    /// and once, and all that it has to describe.</summary>
    public static void Require(
        IEnumerable<string> described, IEnumerable<string> catalogue, IReadOnlyList<string> page)
    {
        Assert.Equal(catalogue.Where(page.Contains), page);
        Assert.Empty(described.Except(page));
    }
}
