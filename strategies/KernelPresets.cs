namespace FragSim.Strategies;

/// <summary>What kernels of a time did, under their version's name: each stands for a composition
/// of strategies.</summary>
internal static class KernelPresets
{
    private static readonly (string Name, string Spelling)[] All =
    [
        ("linux-2.6.16", "oldest"),
        ("linux-2.6.24", "grouping:migrate=no+lumpy"),
        ("linux-2.6.35", "grouping:migrate=no+compaction+lumpy"),
        ("linux-3.5", "grouping:migrate=no+compaction"),
        ("linux-6.1", "linux"),
    ];

    public static IEnumerable<string> Names => All.Select(p => p.Name);

    /// <summary>What a preset stands for; null when there is none of the name.</summary>
    public static string? SpellingOf(string name) =>
        Array.Find(All, p => p.Name == name).Spelling;
}
