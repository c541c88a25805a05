using FragSim.Plots.Style;
using ScottPlot;

namespace FragSim.Plots.Charts;

/// <summary>What any strategy could have granted from the memory that this one left: it tells
/// lack of effort from lack of memory. It says nothing of another strategy, which leaves other
/// memory, so it is drawn in the strategy's own colour, never as a line across several.</summary>
internal static class Bound
{
    public const string Label =
        "bound (oracle): available in the memory that this strategy left";

    /// <summary>A strategy's colour, as its bound has it.</summary>
    public static Color Pale(Color color, Theme theme) =>
        OkLab.Of(color).Mix(OkLab.Of(theme.Background), 0.75).ToColor();
}
