namespace FragSim.Tests.Tidy;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotSources = ["bin", "obj", "TestResults"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>All C# sources by their paths from the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Sources { get; } =
        [.. Walk(Root).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))];

    private static IEnumerable<string> Walk(string folder) =>
        Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Concat(
            Directory.GetDirectories(folder)
                .Where(d => !NotSources.Contains(Path.GetFileName(d)))
                .Where(d => !Path.GetFileName(d).StartsWith('.'))
                .Order(StringComparer.Ordinal)
                .SelectMany(Walk));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "FragSim.sln"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("The tests must run inside the checkout."));
}
