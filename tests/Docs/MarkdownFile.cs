using System.Text.RegularExpressions;
using FragSim.Tests.Tidy;

namespace FragSim.Tests.Docs;

/// <summary>A block between three backticks.</summary>
/// <param name="Language">The word behind the opening backticks; empty for none.</param>
/// <param name="Text">What lies between, with its line ends.</param>
internal sealed record FencedBlock(string Language, string Text);

/// <summary>A page of documentation, taken apart as far as tests need it.</summary>
internal sealed partial class MarkdownFile
{
    private MarkdownFile(string path, string text)
    {
        Path = path;
        Text = text;
    }

    /// <summary>README.md and everything in docs/.</summary>
    public static IReadOnlyList<MarkdownFile> All { get; } =
    [
        Read("README.md"),
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md")
            .Order(StringComparer.Ordinal)
            .Select(f => Read("docs/" + System.IO.Path.GetFileName(f))),
    ];

    /// <summary>From the root of the repository.</summary>
    public string Path { get; }

    public string Text { get; }

    public IEnumerable<FencedBlock> Blocks => Fence().Matches(Text)
        .Select(m => new FencedBlock(m.Groups["language"].Value, m.Groups["text"].Value));

    /// <summary>Targets of links and pictures that lie in this repository, from its root.</summary>
    public IEnumerable<string> LocalLinks => Link().Matches(Fence().Replace(Text, ""))
        .Select(m => m.Groups["target"].Value.Split('#')[0])
        .Where(t => t.Length > 0 && !t.Contains("://", StringComparison.Ordinal))
        .Select(t => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, t));

    public static MarkdownFile Read(string path) =>
        new(path, File.ReadAllText(Repository.PathOf(path)).ReplaceLineEndings("\n"));

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
