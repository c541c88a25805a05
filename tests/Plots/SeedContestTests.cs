using FragSim.Plots;
using FragSim.Tests.Cli;
using Xunit;

namespace FragSim.Tests.Plots;

public class SeedContestTests
{
    [Fact]
    public void What_the_seeds_share_does_not_hide_a_difference()
    {
        SeedValues[] field = [Of(10, 80, 30, 60), Of(11, 81.5, 31, 61.2)];
        Assert.Equal([1], SeedContest.Leaders(field, higher: true));
        Assert.Equal(1, SeedContest.Sole(field, higher: true));
        Assert.Equal(0, SeedContest.Sole(field, higher: false));
    }

    [Fact]
    public void A_difference_within_the_interval_leaves_both_in_front_and_no_star()
    {
        SeedValues[] field = [Of(10, 12, 11, 13), Of(13, 10, 12, 12), Of(1, 1, 2, 1)];
        Assert.Equal([0, 1], SeedContest.Leaders(field, higher: true));
        Assert.Equal(-1, SeedContest.Sole(field, higher: true));
        Assert.Equal([2], SeedContest.Leaders(field, higher: false));
    }

    [Fact]
    public void The_same_difference_in_every_seed_is_sure_and_none_in_any_is_a_tie()
    {
        Assert.Equal(1, SeedContest.Sole([Of(0.1, 0.2, 0.3), Of(0.2, 0.3, 0.4)], higher: true));
        Assert.Equal([0, 1], SeedContest.Leaders(
            [Of(0.1, 0.2, 0.3), Of(0.1, 0.2, 0.3)], higher: true));
        Assert.Equal(1, SeedContest.Sole([Of(0, 0, 0), Of(100, 100, 100)], higher: true));
    }

    [Fact]
    public void One_seed_leads_and_has_no_star()
    {
        Assert.Equal([1], SeedContest.Leaders([Of(1), Of(2)], higher: true));
        Assert.Equal(-1, SeedContest.Sole([Of(1), Of(2)], higher: true));
    }

    [Fact]
    public void One_competitor_has_no_star() =>
        Assert.Equal(-1, SeedContest.Sole([Of(1, 2, 3), Of(double.NaN)], higher: true));

    [Fact]
    public void What_is_not_known_takes_no_part()
    {
        Assert.Equal([1], SeedContest.Leaders([Of(double.NaN), Of(2)], higher: true));
        Assert.Empty(SeedContest.Leaders([Of(double.NaN)], higher: true));
    }

    private static SeedValues Of(params double[] values) => new(
        values.Select((_, i) => FakeRuns.Of("a", (ulong)i, 0)), run => values[(int)run.Key.Seed]);
}
