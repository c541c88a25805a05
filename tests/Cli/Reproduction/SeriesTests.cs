using FragSim.Validation.Reproduction;
using Xunit;

namespace FragSim.Tests.Cli.Reproduction;

public sealed class SeriesTests
{
    private static readonly Series Rising = new("a", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

    [Fact]
    public void The_median_over_seeds_is_what_bounds_are_held_against()
    {
        var outlier = new Series("a", [10, 11, 1000]);

        Assert.True(outlier.AtMost(11).Met);
        Assert.False(outlier.AtLeast(12).Met);
        Assert.True(outlier.Between(11, 11).Met);
        Assert.False(outlier.Between(12, 2000).Met);
    }

    [Fact]
    public void Less_in_eight_of_ten_seeds_is_less() =>
        Assert.Equal(new Judgement(true, "a 5.5, b 6.5 in 8/10"),
            Rising.Below(new Series("b", [2, 3, 4, 5, 6, 7, 8, 9, 9, 10])));

    [Fact]
    public void Less_in_seven_of_ten_seeds_is_not_less_though_the_median_is()
    {
        Judgement judgement = Rising.Below(new Series("b", [2, 3, 4, 5, 6, 7, 8, 8, 9, 10]));

        Assert.False(judgement.Met);
        Assert.Equal("a 5.5, b 6.5 in 7/10", judgement.Measured);
    }

    [Fact]
    public void Less_in_eight_of_ten_seeds_is_not_enough_where_the_median_is_not()
    {
        var other = new Series("b", [2, 3, 4, 5, 6, 6.5, 7.5, 8.5, 1, 1]);

        Assert.False(Rising.Below(other).Met);
    }

    [Fact]
    public void What_is_equal_is_not_less_but_at_most_zero_above()
    {
        Assert.False(Rising.Below(Rising).Met);
        Assert.True(Rising.AtMostAbove(Rising, 0).Met);
    }

    [Fact]
    public void Differences_and_ratios_are_taken_seed_by_seed()
    {
        var other = new Series("b", [1, 1, 1, 2, 2, 2, 2, 4, 4, 4]);

        Assert.Equal([0, 1, 2, 2, 3, 4, 5, 4, 5, 6], (Rising - other).Values);
        Assert.Equal([1, 2, 3, 2, 2.5, 3, 3.5, 2, 2.25, 2.5], (Rising / other).Values);
    }

    [Theory]
    [InlineData(double.NaN, "-")]
    [InlineData(0.123, "0.12")]
    [InlineData(12.34, "12.3")]
    [InlineData(112_599, "112,599")]
    public void Numbers_are_shown_as_long_as_they_need(double value, string shown) =>
        Assert.Equal(shown, Series.Number(value));
}
