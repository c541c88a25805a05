using FragSim.Sim;

namespace FragSim.Strategies;

/// <summary>Every strategy there is, one line each.</summary>
public static class StrategyCatalog
{
    public static IReadOnlyList<CatalogEntry> Entries => [];

    /// <summary>Names of the five that <c>compare</c> runs by default, in order.</summary>
    public static IReadOnlyList<string> Defaults { get; } =
        ["none", "partition", "grouping", "compaction", "linux"];

    /// <summary>A strategy from its spelling: <c>name[:parameters][+name[:parameters]…]</c>.</summary>
    /// <exception cref="UsageException">The spelling is wrong; the message says what is right.
    /// </exception>
    public static IStrategy Create(string spelling) => throw new UsageException(spelling);
}
