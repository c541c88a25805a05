using System.Security.Cryptography;

namespace FragSim.Fuzz;

/// <summary>Inputs that are kept in <c>tests/Fuzz/corpus</c>, a folder a reader: those that once
/// found something. They are read first, and by a test of every build.</summary>
internal static class Corpus
{
    /// <summary>No input is longer.</summary>
    public const int MostBytes = 1 << 16;

    private static string Root { get; } = Find(AppContext.BaseDirectory);

    public static IEnumerable<byte[]> Of(Target target) =>
        Files(Path.Combine(Root, "Fuzz", "corpus", target.Name))
            .Concat(Files(Path.Combine(Root, "data", "bad", target.Name))
                .Where(file => !file.EndsWith(".tsv", StringComparison.Ordinal)))
            .Select(File.ReadAllBytes).Where(bytes => bytes.Length <= MostBytes);

    /// <summary>Keeps an input.</summary>
    /// <returns>Its path.</returns>
    public static string Add(Target target, byte[] input)
    {
        string folder = Path.Combine(Root, "Fuzz", "corpus", target.Name);
        string name = Convert.ToHexStringLower(SHA256.HashData(input))[..12];
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, name), input);
        return Path.Combine(folder, name);
    }

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal) : [];

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "FragSim.sln")) ? Path.Combine(folder, "tests")
            : Find(Path.GetDirectoryName(folder)
                ?? throw new DirectoryNotFoundException("FragSim.sln is in no folder above"));
}
