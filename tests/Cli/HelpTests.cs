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
    [InlineData("list", "help-list.txt")]
    public void Help_teaches_by_example(string command, string expected)
    {
        FragsimProcess help = FragsimProcess.Run(
            command.Length == 0 ? ["--help"] : [command, "--help"]);

        Assert.Equal(0, help.ExitCode);
        Assert.Equal("", help.Error);
        Expectation.Matches(expected, help.Output);
    }
}
