using FragSim.Cli.Reproduction;
using FragSim.Validation.Reproduction.Tables;
using Xunit;

namespace FragSim.Tests.Docs;

/// <summary>docs/results.md is what <c>fragsim reproduce all --seeds 10 --format markdown</c>
/// prints, which takes minutes: here its words are held against the program's.</summary>
public sealed class ResultsPageTests
{
    private static string Page => MarkdownFile.Read("docs/results.md").Text;

    [Fact]
    public void The_page_begins_as_the_program_has_it() => Assert.StartsWith(
        ResultsPage.Introduction(10), Page, StringComparison.Ordinal);

    [Fact]
    public void Every_table_with_its_set_ups_and_criteria_is_on_the_page() =>
        Assert.All(TableCatalog.All, table =>
        {
            Assert.Contains($"\n## {table.Name}: {table.Title}\n", Page, StringComparison.Ordinal);
            Assert.All(table.Parts, part => Assert.Contains(
                $"\n{part.Title}. {part.Setup}\n", Page, StringComparison.Ordinal));
            Assert.All(table.Criteria, criterion => Assert.Contains(
                $"| {criterion.Text} |", Page, StringComparison.Ordinal));
        });

    [Fact]
    public void Every_table_on_the_page_is_reproduced() => Assert.All(TableCatalog.All,
        table => Assert.Contains($"**{table.Name} is reproduced: ", Page,
            StringComparison.Ordinal));
}
