using FragSim.Cli.Results;
using FragSim.Cli.Terminal;
using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;
using Spectre.Console.Testing;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class RangeFailuresTests
{
    [Fact]
    public void Each_reason_is_told_once_with_its_phases_and_how_many_failed()
    {
        RunResult run = Run(
            Failed("load", Obstacle.Unmovable, new RangeCensus(64, 0, 0, 93), PageSource.Slab),
            Failed("load", Obstacle.Unmovable, new RangeCensus(64, 0, 0, 57), PageSource.Slab),
            Failed("rest", Obstacle.Unmovable, new RangeCensus(64, 0, 15, 60), PageSource.Slab),
            Failed("rest", Obstacle.NoEffort, new RangeCensus(64, 3, 15, 60), null),
            Failed("rest", Obstacle.NoEffort, new RangeCensus(64, 2, 16, 60), null) with
            {
                Granted = true,
                Obstacle = null,
            });
        Assert.Equal(
            [
                new RangeFailures("none", "load, rest", 3, 5,
                    "pages that cannot move in all 49 to 64 ranges that are no huge page yet, "
                    + "57 or more in each, mostly slab"),
                new RangeFailures("none", "rest", 1, 3,
                    "3 of 49 ranges could be emptied, and nothing does it"),
            ],
            RangeFailures.Of([run]));
    }

    [Fact]
    public void Too_little_room_is_told_in_MiB() => Assert.Equal(
        "7 of 8 ranges could be emptied, but 1 MiB free are too little for what is in them, and "
        + "2,000 MiB of cache stay",
        Assert.Single(RangeFailures.Of([Run(Failed(
            "load", Obstacle.NoMemory, new RangeCensus(8, 7, 0, 1), null))])).Why);

    [Fact]
    public void A_machine_that_is_too_small_is_told_so() => Assert.Equal(
        "memory has no aligned range of that size",
        Assert.Single(RangeFailures.Of([Run(Failed(
            "load", Obstacle.Unmovable, new RangeCensus(0, 0, 0, 0), null))])).Why);

    [Fact]
    public void Smaller_pages_are_not_told_of() =>
        Assert.Null(FailureTable.Of(RangeFailures.Of(FakeRuns.Five)));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_table_fits_the_terminal(int width)
    {
        using TestConsole console = new();
        console.Profile.Width = width;
        console.Write(FailureTable.Of(RangeFailures.Of([Run(Failed(
            "load", Obstacle.Unmovable, new RangeCensus(64, 0, 3, 57), PageSource.Slab))]))!);
        Assert.All(console.Lines, line => Assert.True(line.Length <= width, line));
        Assert.Contains("1 of 1", console.Output, StringComparison.Ordinal);
    }

    private static RequestRecord Failed(
        string phase, Obstacle obstacle, RangeCensus ranges, PageSource? source) =>
        FakeRuns.Of("none", 1, 0).Requests[^1] with
        {
            Phase = phase,
            Obstacle = new RequestFailure(obstacle, source, 256, 512_000, ranges.Open)
            {
                Ranges = ranges,
            },
        };

    private static RunResult Run(params RequestRecord[] requests) =>
        FakeRuns.Of("none", 1, 0) with { Requests = requests };
}
