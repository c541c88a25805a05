using FragSim.Plots.Charts;
using Xunit;

namespace FragSim.Tests.Plots;

public sealed class StallAxisTests
{
    [Fact]
    public void The_axis_ends_where_the_waits_end()
    {
        StallAxis axis = new([[2_000, 11_000_000]]);
        Assert.InRange(axis.Ticks.Max, Math.Log10(11e6), Math.Log10(13e6));
        Assert.Equal(3, axis.Ticks.Min);
    }

    [Fact]
    public void The_share_changes_in_steps_at_the_waits_and_nowhere_else()
    {
        var (xs, ys) = new StallAxis([[10_000, 1_000_000]]).Distribution([10_000, 1_000_000]);
        for (int i = 1; i < xs.Length; i++)
            Assert.True(xs[i] == xs[i - 1] || ys[i] == ys[i - 1], $"a slope before {xs[i]}");
        Assert.Equal([4, 6], xs.Zip(ys).Zip(xs.Zip(ys).Skip(1))
            .Where(pair => pair.First.Second != pair.Second.Second)
            .Select(pair => Math.Round(pair.Second.First, 6)));
        Assert.Equal(100, ys[^1]);
    }

    [Fact]
    public void Waits_of_no_length_have_a_place_of_their_own_only_where_there_are_any()
    {
        Assert.Equal("0", new StallAxis([[0, 5_000]]).Ticks.Labels[0]);
        Assert.DoesNotContain("0", new StallAxis([[5_000]]).Ticks.Labels);
        var (_, ys) = new StallAxis([[0, 5_000]]).Distribution([0, 0, 0, 5_000]);
        Assert.Equal([0, 0, 75, 75, 100, 100], ys);
    }
}
