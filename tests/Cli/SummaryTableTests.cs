using FragSim.Cli.Results;
using FragSim.Cli.Runs;
using FragSim.Cli.Terminal;
using FragSim.Plots.Style;
using FragSim.Sim.Results;
using Spectre.Console.Testing;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class SummaryTableTests
{
    [Theory]
    [InlineData(80, null, "table-80.txt")]
    [InlineData(110, null, "table-110.txt")]
    [InlineData(80, "none", "table-80-baseline.txt")]
    [InlineData(120, "none", "table-120-baseline.txt")]
    public void The_table_fits_the_terminal(int width, string? baseline, string expected)
    {
        Comparison comparison = FakeComparison.Of("out") with { Baseline = baseline };
        Expectation.Matches(expected, Written(comparison, FakeRuns.Five, width));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(110)]
    public void Twenty_phases_have_a_row_each_with_their_whole_names(int width)
    {
        string[] phases = [.. Enumerable.Range(1, 20).Select(i => $"build-pass-{i}")];
        string text = Written(FakeComparison.Of("out"), [.. FakeRuns.Five.Select(run => run with
        {
            Requests = [.. phases.SelectMany(phase =>
                run.Requests.Where(r => r.Phase == "rest").Select(r => r with { Phase = phase }))],
        })], width);

        Assert.All(phases, phase => Assert.Matches($@"(?m)^ {phase} .* \d", text));
    }

    [Fact]
    public void Refused_requests_add_up_to_their_causes()
    {
        RunResult run = FakeRuns.Of("linux", 1, 0.5);
        Refusals refusals = Refusals.Of(StrategyScore.Of([run])[0]);
        Assert.Equal(run.Requests.Count(r => !r.Granted), refusals.Refused);
        Assert.Equal(refusals.Refused, refusals.ByCause.Sum(c => c.Requests));
    }

    [Fact]
    public void The_paired_difference_is_taken_seed_by_seed()
    {
        IReadOnlyList<StrategyScore> scores = StrategyScore.Of(FakeRuns.Five);
        SeedStatistics versus =
            scores[^1].By(Measure.SuccessPct).Minus(scores[0].By(Measure.SuccessPct));
        Assert.Equal(72, versus.Mean, 9);
        Assert.Equal(0, versus.HalfWidth95, 9);
    }

    [Fact]
    public void A_run_of_nothing_random_is_said_to_be_one_run()
    {
        Comparison comparison = FakeComparison.Of("out");
        comparison = comparison with
        {
            Workload = comparison.Workload with { IsRandom = false },
            Plan = comparison.Plan.Once(),
        };
        Assert.Contains("nothing here is random: one run",
            Written(comparison, [FakeRuns.Of("none", 1, 0.5)], 80), StringComparison.Ordinal);
    }

    private static string Written(
        Comparison comparison, IReadOnlyList<RunResult> results, int width)
    {
        using TestConsole console = new();
        console.Profile.Width = width;
        Report.WriteTable(comparison, StrategyScore.Of(results), console);
        Assert.All(console.Lines, line => Assert.True(line.Length <= width, line));
        return console.Output;
    }
}
