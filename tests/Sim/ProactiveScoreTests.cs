using FragSim.Sim.Base;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class ProactiveScoreTests
{
    [Theory]
    [InlineData(20, 80, 90)]
    [InlineData(100, 5, 15)]
    [InlineData(95, 5, 15)]
    [InlineData(5, 95, 100)]
    public void It_starts_above_high_and_stops_at_low(int proactiveness, int low, int high)
    {
        Assert.Equal(low, ProactiveScore.Low(proactiveness));
        Assert.Equal(high, ProactiveScore.High(proactiveness));
    }

    [Fact]
    public void At_zero_no_score_is_above_high() => Assert.Equal(100, ProactiveScore.High(0));

    [Fact]
    public void A_nodes_score_weighs_each_zone_by_its_size()
    {
        // 1000 * 90 / 4001 = 22 and 3000 * 30 / 4001 = 22, each rounded down by itself.
        Assert.Equal(44, ProactiveScore.OfNode([(1000, 90), (3000, 30)]));
    }

    [Fact]
    public void A_single_zone_stays_just_below_its_own_score() =>
        Assert.Equal(99, ProactiveScore.OfNode([(1000, 100)]));
}
