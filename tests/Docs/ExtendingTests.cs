using System.Reflection;
using System.Text.RegularExpressions;
using FragSim.Sim.Kernel;
using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Docs;

/// <summary>docs/extending.md shows the files of tests/Docs/Examples, and its tables name what the
/// interfaces have.</summary>
public sealed partial class ExtendingTests
{
    private const string Namespace = "namespace FragSim.Tests.Docs.Examples;";

    private static readonly MarkdownFile Page = MarkdownFile.Read("docs/extending.md");

    private static string Examples => Repository.PathOf("tests/Docs/Examples");

    /// <summary>A file, the namespace that it would have, and what its using lines differ in: less
    /// one, or one more.</summary>
    [Theory]
    [InlineData("Persistent", "Strategies.Reclaiming", "", "")]
    [InlineData("PersistentTests", "Tests.Strategies", "", "Strategies.Reclaiming")]
    [InlineData("Sieve", "Workloads.Synthetic", "", "")]
    [InlineData("SieveTests", "Tests.Workloads.Synthetic", "", "Workloads.Synthetic")]
    [InlineData("FallbacksChart", "Plots.Charts", "Plots.Charts", "")]
    [InlineData("FallbacksChartTests", "Tests.Plots", "Tests.Plots", "")]
    [InlineData("PageLogTrace", "Traces.PageLog", "", "")]
    [InlineData("PageLogTraceTests", "Tests.Workloads", "Tests.Workloads", "Traces.PageLog")]
    public void An_example_is_quoted_word_for_word(
        string file, string home, string less, string more)
    {
        string source = File.ReadAllText(Path.Combine(Examples, file + ".cs"))
            .Replace(Namespace, $"namespace FragSim.{home};", StringComparison.Ordinal);
        if (less.Length > 0)
            source = source.Replace($"using FragSim.{less};\n", "", StringComparison.Ordinal);

        string quoted = Page.Blocks.Single(b => b.Language == "csharp"
            && b.Text.Contains($" class {file}", StringComparison.Ordinal)
            && b.Text.Contains($"namespace FragSim.{home};", StringComparison.Ordinal)).Text;

        if (more.Length > 0)
        {
            Assert.Contains($"using FragSim.{more};\n", quoted, StringComparison.Ordinal);
            quoted = quoted.Replace($"using FragSim.{more};\n", "", StringComparison.Ordinal);
        }
        Assert.Equal(source, quoted);
    }

    [Fact]
    public void A_line_for_a_catalogue_is_one_that_compiles_in_an_array_of_its_kind()
    {
        string[] lines = [.. Page.Blocks.Where(b => b.Language == "csharp")
            .Select(b => b.Text).Where(text => text.IndexOf('\n') == text.Length - 1)];
        string compiled = File.ReadAllText(Path.Combine(Examples, "CatalogueLines.cs"));

        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.Contains(line, compiled, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(typeof(IStrategy), "| member | when it is called | what it may do |")]
    [InlineData(typeof(IPreemption), "| member | when it is due |")]
    public void A_table_names_every_member_of_its_interface_once(Type type, string head)
    {
        string table = Page.Text[Page.Text.IndexOf(head, StringComparison.Ordinal)..];
        IEnumerable<string> named = Member().Matches(table[..table.IndexOf("\n\n")])
            .Select(m => m.Groups["name"].Value);

        Assert.Equal(
            type.GetMembers().Where(m => m is not MethodInfo { IsSpecialName: true })
                .Select(m => m.Name).Order(StringComparer.Ordinal),
            named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_files_and_folders_that_the_guide_names_for_each_kind_exist()
    {
        string[] paths = [.. Homes().Matches(Page.Text)
            .SelectMany(row => row.Groups["path"].Captures).Select(path => path.Value)];

        Assert.Equal(12, paths.Length);
        Assert.All(paths, path => Assert.True(Path.Exists(Repository.PathOf(path)), path));
    }

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Member();

    [GeneratedRegex(@"^\| \[[^|]+\|(?: `(?<path>[^`]+)` \|){3}$", RegexOptions.Multiline)]
    private static partial Regex Homes();
}
