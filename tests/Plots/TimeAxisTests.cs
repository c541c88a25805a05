using FragSim.Plots.Figures;
using Xunit;

namespace FragSim.Tests.Plots;

public sealed class TimeAxisTests
{
    [Theory]
    [InlineData(1_000_000_000, "1 s")]
    [InlineData(2_000_000_000, "2 s")]
    [InlineData(90_000_000_000, "75 s")]
    [InlineData(600_000_000_000, "10 min")]
    public void A_second_is_not_a_thousand_milliseconds(long endNs, string last) =>
        Assert.Equal(last, new TimeAxis(endNs, 4).Ticks.Labels[^1]);

    [Fact]
    public void An_axis_that_begins_later_has_its_ticks_at_the_same_round_times()
    {
        AxisTicks ticks = new TimeAxis(540_000_000_000, 4, 310_000_000_000).Ticks;
        Assert.Equal((310, 540), (Math.Round(ticks.Min * 60), Math.Round(ticks.Max * 60)));
        Assert.Equal(["6 min", "7 min", "8 min", "9 min"], ticks.Labels);
    }
}
