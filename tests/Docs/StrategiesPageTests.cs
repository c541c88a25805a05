using System.Text.RegularExpressions;
using FragSim.Sim.Base;
using FragSim.Strategies;
using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Docs;

/// <summary>docs/strategies.md says what the catalogue says and shows what a run gives. To renew
/// its tables, run this class with FRAGSIM_RENEW_EXPECTATIONS=1 and read the difference.</summary>
public sealed partial class StrategiesPageTests
{
    /// <summary>One strategy's results are made again each time, in place of all.</summary>
    private const string Sample = "tree";

    [Fact]
    public void Sections_are_of_strategies_in_the_order_of_the_catalogue() => Described.Require(
        Described.Strategies, StrategyCatalog.Entries.Select(e => e.Name), Sections());

    [Fact]
    public void A_section_says_what_the_strategy_is_what_is_not_modelled_and_what_it_gave() =>
        Assert.All(Entries(), entry =>
        {
            string section = Section(entry.Name);
            Assert.Contains(Unwrapped(StrategiesPage.Said(entry)), Unwrapped(section),
                StringComparison.Ordinal);
            Assert.Contains("Not modelled: ", section, StringComparison.Ordinal);
            Assert.Matches(Table(), section);
        });

    [Fact]
    public void The_results_on_the_page_are_those_of_a_run()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        if (Environment.GetEnvironmentVariable("FRAGSIM_RENEW_EXPECTATIONS") == "1")
            Renew(cancel);

        Assert.Contains(StrategiesPage.Table(Sample, cancel), Section(Sample),
            StringComparison.Ordinal);
    }

    private static void Renew(CancellationToken cancel)
    {
        foreach (CatalogEntry entry in Entries())
        {
            string old = Section(entry.Name);
            string table = StrategiesPage.Table(entry.Name, cancel);
            File.WriteAllText(Repository.PathOf(StrategiesPage.Path), Text()
                .Replace(old, Table().Replace(old, _ => table, 1), StringComparison.Ordinal));
        }
    }

    private static string[] Sections() =>
        [.. Heading().Matches(Text()).Select(m => m.Groups["name"].Value)];

    /// <summary>Of those that have a section.</summary>
    private static IEnumerable<CatalogEntry> Entries() =>
        StrategyCatalog.Entries.Where(entry => Sections().Contains(entry.Name));

    private static string Text() => MarkdownFile.Read(StrategiesPage.Path).Text;

    /// <summary>From a strategy's heading to the next, or the end.</summary>
    private static string Section(string strategy)
    {
        string text = Text();
        int start = text.IndexOf(StrategiesPage.Heading(strategy), StringComparison.Ordinal);
        Assert.True(start >= 0, $"{StrategiesPage.Path} has no section for {strategy}");
        int end = text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    private static string Unwrapped(string text) => text.Replace('\n', ' ').TrimEnd();

    [GeneratedRegex(@"^## (?<name>[\w-]+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    /// <summary>The table of results.</summary>
    [GeneratedRegex(@"^\| workload \|.*\n(\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Table();
}
