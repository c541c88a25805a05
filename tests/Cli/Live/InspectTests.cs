using System.Text.Json;
using FragSim.Tests.Workloads;
using Xunit;

namespace FragSim.Tests.Cli.Live;

public sealed class InspectTests
{
    private static readonly string Machine = TestFiles.Data("machine");

    [Fact]
    public void A_machine_is_shown_as_a_table()
    {
        FragsimProcess run = FragsimProcess.Run("inspect", "--from", Machine);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Expectation.Matches("inspect.txt", run.Output);
    }

    [Fact]
    public void Scripts_get_json_or_csv()
    {
        FragsimProcess json = FragsimProcess.Run("inspect", "--from", Machine, "--format", "json");
        using JsonDocument survey = JsonDocument.Parse(json.Output);
        Assert.Equal(3, survey.RootElement.GetProperty("zones").GetArrayLength());
        FragsimProcess csv = FragsimProcess.Run("inspect", "--from", Machine, "--format", "csv");
        Assert.StartsWith("node,zone,type,free_order_0,", csv.Output, StringComparison.Ordinal);
        Assert.Contains("\n0,DMA32,movable,1,2,4,2,5,4,3,3,4,2,752\n", csv.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_drawn_and_watched()
    {
        using TemporaryFolder place = new();
        FragsimProcess plot = FragsimProcess.Run(
            "inspect", "--from", Machine, "--plot", place["m.svg"]);
        Assert.Equal(0, plot.ExitCode);
        Assert.StartsWith("<?xml", File.ReadAllText(place["m.svg"]), StringComparison.Ordinal);
        FragsimProcess watch = FragsimProcess.Run(
            "inspect", "--from", Machine, "--watch", "100ms", "--count", "2");
        Assert.Equal((0, ""), (watch.ExitCode, watch.Error));
        Assert.Contains("free memory in blocks below 2MiB", watch.Output, StringComparison.Ordinal);
    }
}
