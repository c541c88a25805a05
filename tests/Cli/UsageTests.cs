using Xunit;

namespace FragSim.Tests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData("comapre", "Did you mean", "See fragsim --help.")]
    [InlineData("compare --frob", "'--frob'", "See fragsim compare --help.")]
    [InlineData("compare --memory 4GB", "write 4GiB", "See fragsim compare --help.")]
    [InlineData("compare --memory 12", "write 12MiB or 12GiB", "See fragsim compare --help.")]
    [InlineData("compare --seeds 0", "from 1 to 10000", "See fragsim compare --help.")]
    [InlineData("compare --seed -1", "0 or more", "See fragsim compare --help.")]
    [InlineData("compare --format xml", "table, json or csv", "See fragsim compare --help.")]
    [InlineData("compare --memory 1KiB", "4 KiB pages", "See fragsim compare --help.")]
    [InlineData("compare --hugepage 3MiB", "power of two", "See fragsim compare --help.")]
    [InlineData("compare --strategy none,groupping:migrate=no", "did you mean grouping?",
        "See fragsim compare --help.")]
    [InlineData("run --workload highaloc", "did you mean highalloc?", "See fragsim run --help.")]
    [InlineData("run --strategy a,b", "compare takes several", "See fragsim run --help.")]
    [InlineData("replay", "RECORDING", "See fragsim replay --help.")]
    [InlineData("replay x --reclaim never", "recorded or simulated", "See fragsim replay --help.")]
    [InlineData("compare --set vm.x=1", "no such setting", "See fragsim compare --help.")]
    [InlineData("run --kernel 5.0", "6.18", "See fragsim run --help.")]
    [InlineData("plot x --chart pie", "the charts are", "See fragsim plot --help.")]
    [InlineData("plot x --chart work --width 3", "from 320 to", "See fragsim plot --help.")]
    [InlineData("report", "DIR", "See fragsim report --help.")]
    [InlineData("trace convert x", "OUT", "See fragsim trace convert --help.")]
    [InlineData("trace info x --plot y.gif", ".png or .svg", "See fragsim trace info --help.")]
    [InlineData("inspect --watch 1", "write 1s, 500ms", "See fragsim inspect --help.")]
    [InlineData("record --seconds 0", "from 1 to 86400", "See fragsim record --help.")]
    [InlineData("list nothing", "strategies, workloads", "See fragsim list --help.")]
    public void A_usage_error_says_what_would_be_right_and_nothing_else(
        string line, string remedy, string hint)
    {
        FragsimProcess run = FragsimProcess.Run(line.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains(remedy, run.Error, StringComparison.Ordinal);
        string[] lines = run.Error.TrimEnd().Split('\n');
        Assert.Equal(hint, lines[^1]);
        Assert.True(lines.Length <= 4, run.Error);
    }

    [Theory]
    [InlineData("run", "--out")]
    [InlineData("run", "--start")]
    [InlineData("compare", "--trace")]
    [InlineData("compare", "--costs")]
    [InlineData("report x", "--out")]
    [InlineData("plot x --chart success", "--out")]
    [InlineData("inspect", "--from")]
    [InlineData("inspect", "--plot")]
    [InlineData("reproduce T1", "--out")]
    [InlineData("record", "--out")]
    [InlineData("validate x", "--page")]
    [InlineData("validate x", "--plots")]
    [InlineData("calibrate x", "--out")]
    [InlineData("trace info", "FILE")]
    [InlineData("trace validate", "FILE")]
    [InlineData("trace convert x", "OUT")]
    [InlineData("trace generate highalloc", "OUT")]
    [InlineData("replay", "RECORDING")]
    [InlineData("report", "DIR")]
    public void An_empty_path_is_bad_usage(string line, string name)
    {
        string[] option = name.StartsWith('-') ? [name, ""] : [""];
        FragsimProcess run = FragsimProcess.Run([.. line.Split(' '), .. option]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(
            $"{name}: an empty text is given", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_suggested_that_only_another_system_knows()
    {
        FragsimProcess run = FragsimProcess.Run("[suggest:8]", "compare ");

        Assert.Contains("--help", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("/?", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("/h", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_fragsim_asks_for_a_command()
    {
        FragsimProcess run = FragsimProcess.Run();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Required command was not provided.\nSee fragsim --help.\n", run.Error);
    }

    [Fact]
    public void A_recording_that_is_not_there_is_bad_input()
    {
        FragsimProcess run = FragsimProcess.Run("replay", "no/such/recording");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("no/such/recording: no such folder", run.Error, StringComparison.Ordinal);
    }
}
