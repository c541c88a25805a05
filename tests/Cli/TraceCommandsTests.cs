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

    [Fact]
    public void A_trace_without_allocations_says_what_it_holds_and_is_not_replayed()
    {
        using TemporaryFolder place = new();
        string path = TestFiles.Data("traces", "posted", "rounds.txt");
        const string Held =
            "8 compaction and reclaim events, no allocation: nothing to replay";
        string[] notes =
        [
            "compaction: 307 µs in 3 rounds (1 synchronous; 2 contended, 1 success).",
            "direct reclaim: 523 µs in 1 round (17 pages).",
        ];
        FragsimProcess validate = FragsimProcess.Run("trace", "validate", path);
        Assert.Equal((0, $"{path}: ftrace, {Held}.\n  {notes[0]}\n  {notes[1]}\n"),
            (validate.ExitCode, validate.Output));
        FragsimProcess info = FragsimProcess.Run("trace", "info", path);
        Assert.Equal((0, $"rounds (ftrace): {Held}. {notes[0]} {notes[1]}"), (info.ExitCode,
            string.Join(' ', info.Output.Split((char[])[' ', '\n'],
                StringSplitOptions.RemoveEmptyEntries))));
        FragsimProcess replay = FragsimProcess.Run("replay", path, "--strategy", "none",
            "--memory", "64MiB", "--quiet", "--out", place["out"]);
        Assert.Equal((2, "",
            $"{path}: {Held}; record mm_page_alloc and mm_page_free as well\n"),
            (replay.ExitCode, replay.Output, replay.Error));
        Assert.False(Path.Exists(place["out"]));
    }

    [Fact]
    public void Info_tells_what_the_recorded_kernel_granted_and_refused()
    {
        string path = TestFiles.Data("traces", "posted", "refused-4.18.txt");
        FragsimProcess info = FragsimProcess.Run("trace", "info", path);
        string[] answer = [.. info.Output.Split('\n').SkipWhile(
            l => !l.Contains("granted there", StringComparison.Ordinal)).Take(3)
            .Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Equal(["order granted there refused there", "9 1 3"], [answer[0], answer[2]]);
        FragsimProcess json = FragsimProcess.Run("trace", "info", path, "--format", "json");
        using JsonDocument profile = JsonDocument.Parse(json.Output);
        Assert.Equal((1, 3),
            (Huge(profile, "granted_by_order"), Huge(profile, "refused_by_order")));
    }

    private static int Huge(JsonDocument profile, string name) =>
        profile.RootElement.GetProperty(name)[9].GetInt32();
}
