using FragSim.Sim.Base;

namespace FragSim.Strategies.Kernel;

/// <summary>What kernels of a time did, under their version's name: each stands for a composition
/// of strategies.</summary>
internal static class KernelPresets
{
    private const string VmScan = "mm/vmscan.c", PageAlloc = "mm/page_alloc.c";

    private static readonly (string Name, string Spelling, string File)[] All =
    [
        ("linux-2.6.16", "oldest", VmScan),
        ("linux-2.6.24", "grouping:migrate=no+lumpy", VmScan),
        // Its retries are those of lumpy reclaim, after each of which it compacts once.
        ("linux-2.6.35", "grouping:migrate=no+compaction:retry=no+lumpy", PageAlloc),
        ("linux-3.5", "grouping:migrate=no+compaction:retry=reclaimed", PageAlloc),
        ("linux-6.1", "linux", PageAlloc),
    ];

    public static IReadOnlyList<CatalogEntry> Entries { get; } = [.. All.Select(p =>
        new CatalogEntry(p.Name, $"As the kernel of that version: {p.Spelling}.",
            $"Linux {p.Name[(p.Name.IndexOf('-') + 1)..]} {p.File}"))];

    public static IEnumerable<string> Names => All.Select(p => p.Name);

    /// <summary>What a preset stands for; null when there is none of the name.</summary>
    public static string? SpellingOf(string name) =>
        Array.Find(All, p => p.Name == name).Spelling;
}
