using System.Reflection;
using System.Text.RegularExpressions;
using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Docs;

/// <summary>What docs/model.md says is left out or simpler, held against tests and source.
/// </summary>
public sealed partial class SimplificationsTests
{
    private static readonly string Page = MarkdownFile.Read("docs/model.md").Text;

    private static readonly HashSet<string> Tests = [.. typeof(SimplificationsTests).Assembly
        .GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
        .Where(method => method.GetCustomAttributes<FactAttribute>().Any())
        .Select(method => method.Name)];

    [Fact]
    public void Every_point_names_the_test_that_holds_it()
    {
        string[] points = [.. Points()];
        Assert.True(points.Length > 20, $"only {points.Length} points are found");
        Assert.All(points, point => Assert.Contains(
            TestName().Matches(point), name => Tests.Contains(name.Value)));
    }

    [Fact]
    public void Every_test_that_is_named_exists() =>
        Assert.Empty(TestName().Matches(Page).Select(name => name.Value).Except(Tests));

    [Fact]
    public void What_is_not_modelled_is_nothing_that_the_source_knows()
    {
        string source = string.Concat(Repository.Sources
            .Where(file => file.StartsWith("sim/", StringComparison.Ordinal)
                || file.StartsWith("strategies/", StringComparison.Ordinal))
            .Select(file => File.ReadAllText(Repository.PathOf(file))));
        Assert.All(
            ["poison", "GuardPage", "shuffle", "cpuset", "mempolicy", "NoFail", "MemAlloc",
                "memcg", "khugepaged", "OutOfMemoryKiller", "ReadAhead", "SplitHuge"],
            word => Assert.DoesNotContain(word, source, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Items of all lists under <c>Simplified:</c>.</summary>
    private static IEnumerable<string> Points() => List().Matches(Page)
        .SelectMany(list => Item().Matches(list.Value)).Select(item => item.Value);

    [GeneratedRegex(@"^Simplified:\n\n(?:(?:\* |  ).*\n)+", RegexOptions.Multiline)]
    private static partial Regex List();

    [GeneratedRegex(@"^\* .*\n(?:  .*\n)*", RegexOptions.Multiline)]
    private static partial Regex Item();

    [GeneratedRegex(@"(?<=`)(?=[^`]*[a-z])[A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+){2,}(?=`)")]
    private static partial Regex TestName();
}
