using System.Diagnostics;
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
    public void A_log_is_read_from_standard_input_and_another_order_asked_about()
    {
        string log = TestFiles.Data("machines", "oom-order2-quoted.txt");
        using Process shell = Process.Start(new ProcessStartInfo("sh")
        {
            ArgumentList =
            {
                "-c", "dotnet \"$0\" inspect --from - --order 3 --format json < \"$1\"",
                Path.Combine(AppContext.BaseDirectory, "fragsim.dll"), log,
            },
            RedirectStandardOutput = true,
        })!;
        using JsonDocument survey = JsonDocument.Parse(shell.StandardOutput.ReadToEnd());
        Assert.Equal(3, survey.RootElement.GetProperty("order").GetInt32());
        Assert.Equal("UEC", survey.RootElement.GetProperty("free").EnumerateArray()
            .Select(f => f.GetProperty("type").GetString()).First(t => t!.Length == 3 && t != "CMA"
                && t != "UME"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("snap/00-start")]
    public void A_recording_is_looked_at_as_it_began(string place)
    {
        FragsimProcess run = FragsimProcess.Run(
            "inspect", "--from", Path.Combine(TestFiles.BootIdle, place), "--format", "json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using JsonDocument survey = JsonDocument.Parse(run.Output);
        JsonElement huge = survey.RootElement.GetProperty("huge_pages")[0];
        Assert.True(huge.GetProperty("total").GetInt64() > huge.GetProperty("now").GetInt64());
    }

    [Fact]
    public void An_order_that_no_kernel_has_is_refused()
    {
        FragsimProcess run = FragsimProcess.Run("inspect", "--order", "40");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'40' is not a whole number from 0 to 18", run.Error,
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
