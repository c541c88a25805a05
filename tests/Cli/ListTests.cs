using System.Text.Json;
using FragSim.Cli.Commands;
using FragSim.Sim.Base;
using Spectre.Console.Testing;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class ListTests
{
    [Theory]
    [InlineData("strategies")]
    [InlineData("workloads")]
    [InlineData("settings")]
    [InlineData("charts")]
    [InlineData("formats")]
    public void Every_catalogue_is_listed_for_people_and_for_machines(string catalogue)
    {
        FragsimProcess table = FragsimProcess.Run("list", catalogue);
        FragsimProcess json = FragsimProcess.Run("list", catalogue, "--format", "json");

        Assert.Equal((0, 0), (table.ExitCode, json.ExitCode));
        Assert.Contains("what it is", table.Output, StringComparison.Ordinal);
        foreach (JsonElement entry in JsonDocument.Parse(json.Output).RootElement.EnumerateArray())
        {
            string name = entry.GetProperty("name").GetString()!;
            Assert.Contains(name, table.Output, StringComparison.Ordinal);
            Assert.NotEqual("", entry.GetProperty("sentence").GetString());
            Assert.NotEqual("", entry.GetProperty("source").GetString());
        }
    }

    [Fact]
    public void Markup_in_a_sentence_is_shown_as_it_is_written()
    {
        using TestConsole console = new();
        ListCommand.WriteTable(
            "strategies", [new CatalogEntry("a[b]", "Keeps [red] blocks.", "mm/[x].c")], console);
        Assert.Contains("Keeps [red] blocks.", console.Output, StringComparison.Ordinal);
    }
}
