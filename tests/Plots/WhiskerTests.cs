using FragSim.Plots.Charts;
using FragSim.Plots.Figures;
using ScottPlot;
using Xunit;

namespace FragSim.Tests.Plots;

public sealed class WhiskerTests
{
    [Fact]
    public void An_interval_cut_at_zero_keeps_its_other_half()
    {
        Plot plot = new();
        Whisker.Vertical(plot, 1, 4, 10, 100, Colors.Black);
        Whisker.Horizontal(plot, 4, 1, 10, Colors.Black);
        CappedLine[] lines = [.. plot.GetPlottables<CappedLine>()];
        Assert.Equal((0, 14), (lines[0].From.Y, lines[0].To.Y));
        Assert.Equal((0, 14), (lines[1].From.X, lines[1].To.X));
    }

    [Fact]
    public void An_interval_of_a_share_ends_at_the_ceiling()
    {
        Plot plot = new();
        Whisker.Vertical(plot, 1, 97, 10, 100, Colors.Black);
        CappedLine line = Assert.Single(plot.GetPlottables<CappedLine>());
        Assert.Equal((87, 100), (line.From.Y, line.To.Y));
    }
}
