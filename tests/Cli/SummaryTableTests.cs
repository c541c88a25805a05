using FragSim.Cli.Results;
using FragSim.Cli.Runs;
using FragSim.Cli.Terminal;
using Spectre.Console.Testing;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class SummaryTableTests
{
    [Theory]
    [InlineData(80, null, "table-80.txt")]
    [InlineData(120, null, "table-120.txt")]
    [InlineData(80, "none", "table-80-baseline.txt")]
    [InlineData(120, "none", "table-120-baseline.txt")]
    public void The_table_fits_the_terminal(int width, string? baseline, string expected)
    {
        using TestConsole console = new();
        console.Profile.Width = width;
        Comparison comparison = FakeComparison.Of("out") with { Baseline = baseline };
        Report.WriteTable(comparison, StrategyScore.Of(FakeRuns.Five, baseline), console);

        Assert.All(console.Lines, line => Assert.True(line.Length <= width, line));
        Expectation.Matches(expected, console.Output);
    }

    [Fact]
    public void The_paired_difference_is_taken_seed_by_seed()
    {
        StrategyScore linux = StrategyScore.Of(FakeRuns.Five, "none")[^1];
        Assert.Equal(72, linux.VersusBaseline!.Value.Mean, 9);
        Assert.Equal(0, linux.VersusBaseline!.Value.HalfWidth, 9);
    }

    [Fact]
    public void The_interval_is_that_of_Student()
    {
        SeedMean mean = SeedMean.Of([1, 2, 3, 4, double.NaN]);
        Assert.Equal(2.5, mean.Mean, 9);
        Assert.Equal(2.5, mean.Median, 9);
        Assert.Equal(3.182 * Math.Sqrt(5.0 / 3 / 4), mean.HalfWidth, 9);
    }

    [Fact]
    public void Strategies_that_give_the_same_are_said_to() =>
        Assert.StartsWith(
            "Under load and at rest all strategies give the same (42.0 % and 42.0 % of requests).",
            Answer.Of(StrategyScore.Of(
                [FakeRuns.Of("a", 1, 0.5125), FakeRuns.Of("b", 1, 0.5125)], null)),
            StringComparison.Ordinal);

    [Fact]
    public void No_grant_at_all_is_answered_plainly() =>
        Assert.Equal(
            "Under load and at rest no strategy gives any huge page.",
            Answer.Of(StrategyScore.Of([FakeRuns.Of("none", 0, 0)], null)));
}
