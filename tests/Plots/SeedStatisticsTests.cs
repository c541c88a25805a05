using FragSim.Plots.Style;
using Xunit;

namespace FragSim.Tests.Plots;

public class SeedStatisticsTests
{
    [Fact]
    public void Five_known_values_give_the_textbook_interval()
    {
        // Standard deviation 1.5811, t(4, 0.975) = 2.7764.
        var seeds = SeedStatistics.Of([1, 2, 3, 4, 5]);
        Assert.Equal(5, seeds.Count);
        Assert.Equal(3, seeds.Mean);
        Assert.Equal(3, seeds.Median);
        Assert.Equal(1.9632, seeds.HalfWidth95, 4);
    }

    [Fact]
    public void Two_seeds_use_the_wide_t_of_one_degree_of_freedom() =>
        Assert.Equal(12.7062 / 2, SeedStatistics.Of([0, 1]).HalfWidth95, 3);

    [Fact]
    public void One_seed_has_a_mean_but_no_interval()
    {
        var seeds = SeedStatistics.Of([7]);
        Assert.Equal(7, seeds.Mean);
        Assert.Equal(7, seeds.Median);
        Assert.True(double.IsNaN(seeds.HalfWidth95));
    }

    [Fact]
    public void Nothing_measured_is_not_a_number()
    {
        Assert.True(double.IsNaN(SeedStatistics.Of([]).Mean));
        Assert.Equal(0, SeedStatistics.Of([double.NaN]).Count);
    }

    [Fact]
    public void Not_a_number_is_left_out() =>
        Assert.Equal(2, SeedStatistics.Of([1, double.NaN, 3]).Mean);

    [Fact]
    public void An_even_count_takes_the_middle_of_the_two_in_the_middle() =>
        Assert.Equal(2.5, SeedStatistics.Of([4, 1, 2, 3]).Median);

    [Fact]
    public void A_paired_difference_cancels_what_the_seeds_have_in_common()
    {
        var paired = SeedStatistics.Paired(
            [(1, 110), (2, 1010), (3, 60)], [(3, 50), (2, 1000), (1, 100), (9, 5)]);
        Assert.Equal(3, paired.Count);
        Assert.Equal(10, paired.Mean);
        Assert.Equal(0, paired.HalfWidth95);
    }
}
