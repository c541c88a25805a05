using Xunit;

namespace FragSim.Tests.Cli;

public sealed class HelpTests
{
    [Theory]
    [InlineData("", "help.txt")]
    [InlineData("compare", "help-compare.txt")]
    [InlineData("run", "help-run.txt")]
    [InlineData("replay", "help-replay.txt")]
    [InlineData("reproduce", "help-reproduce.txt")]
    [InlineData("validate", "help-validate.txt")]
    [InlineData("calibrate", "help-calibrate.txt")]
    [InlineData("report", "help-report.txt")]
    [InlineData("plot", "help-plot.txt")]
    [InlineData("trace", "help-trace.txt")]
    [InlineData("trace info", "help-trace-info.txt")]
    [InlineData("trace validate", "help-trace-validate.txt")]
    [InlineData("trace generate", "help-trace-generate.txt")]
    [InlineData("record", "help-record.txt")]
    [InlineData("inspect", "help-inspect.txt")]
    [InlineData("trace convert", "help-trace-convert.txt")]
    [InlineData("list", "help-list.txt")]
    public void Help_teaches_by_example(string command, string expected)
    {
        FragsimProcess help = FragsimProcess.Run(
            [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, help.ExitCode);
        Assert.Equal("", help.Error);
        Expectation.Matches(expected, help.Output);
    }
}
