using System.Text.Json;
using FragSim.Tests.Workloads;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class TraceCommandsTests
{
    private static readonly string BootIdle = TestFiles.BootIdle;

    [Fact]
    public void Info_prints_what_is_in_a_trace()
    {
        FragsimProcess run = FragsimProcess.Run("trace", "info", BootIdle);
        Assert.Equal(0, run.ExitCode);
        Expectation.Matches("trace-info.txt", run.Output);
    }

    [Fact]
    public void Info_draws_it_and_gives_it_to_scripts()
    {
        using TemporaryFolder place = new();
        FragsimProcess run = FragsimProcess.Run(
            "trace", "info", BootIdle, "--format", "json", "--plot", place["t.png"]);
        using JsonDocument profile = JsonDocument.Parse(run.Output);
        Assert.True(profile.RootElement.GetProperty("allocs").GetInt64() > 1000);
        Assert.True(new FileInfo(place["t.png"]).Length > 10_000);
    }

    [Theory]
    [InlineData("t.fstrace", "oracle")]
    [InlineData("t.csv.zst", "linux")]
    public void A_workload_written_as_a_trace_is_valid_and_runs(string name, string strategy)
    {
        using TemporaryFolder place = new();
        FragsimProcess generate = FragsimProcess.Run("trace", "generate", "highalloc", place[name],
            "--memory", "64MiB", "--strategy", strategy);
        Assert.True(generate.ExitCode == 0, generate.Error);
        FragsimProcess validate = FragsimProcess.Run("trace", "validate", place[name]);
        Assert.True(validate.ExitCode == 0, validate.Error);
        Assert.Contains(" events, no errors.", validate.Output, StringComparison.Ordinal);
        FragsimProcess run = FragsimProcess.Run("run", "--trace", place[name], "--memory", "64MiB",
            "--no-charts", "--quiet", "--format", "csv", "--out", place["out"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("\nt,", run.Output.Replace(place[name], "t", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_that_cannot_be_read_whole_is_not_half_valid()
    {
        using TemporaryFolder place = new();
        File.WriteAllText(place["t.csv"],
            "time_ns,op,id,order,mobility\n0,alloc,1,0,movable\n1,free,2,,\n");
        FragsimProcess run = FragsimProcess.Run("trace", "validate", place["t.csv"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("t.csv:3: id 2 is not in use", run.Error, StringComparison.Ordinal);
    }
}
