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

    public static Figure With(
        this Figure figure, ChartInput input, Func<StrategyRuns, Panel> draw) => figure with
        {
            Columns = Columns(input.Strategies.Count),
            Panels = [.. input.Strategies.Select(draw)],
        };
}
