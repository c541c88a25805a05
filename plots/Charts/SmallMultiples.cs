using FragSim.Plots.Figures;

namespace FragSim.Plots.Charts;

/// <summary>One panel a strategy, with the same axes.</summary>
internal static class SmallMultiples
{
    public static int Columns(int panels) => panels switch
    {
        1 => 1,
        <= 4 => 2,
        <= 9 => 3,
        _ => 4,
    };

    /// <summary>How many ticks a panel's time axis has room for.</summary>
    public static int TimeTicks(ChartInput input) => Columns(input.Strategies.Count) switch
    {
        1 => 10,
        2 => 6,
        _ => 4,
    };

    /// <summary>About how wide the axes of a panel are, in layout units.</summary>
    public static float PlotWidth(ChartInput input) =>
        ((input.Style.Width - 40f) / Columns(input.Strategies.Count)) - 64;

    public static Figure With(
        this Figure figure, ChartInput input, Func<StrategyRuns, Panel> draw) => figure with
        {
            Columns = Columns(input.Strategies.Count),
            Panels = [.. input.Strategies.Select(draw)],
        };
}
