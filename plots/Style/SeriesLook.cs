using ScottPlot;

namespace FragSim.Plots.Style;

/// <summary>What tells one strategy from another in every chart.</summary>
internal sealed record SeriesLook(Color Color, LinePattern Pattern);

/// <summary>The line patterns, in units of one layout unit.</summary>
internal static class Patterns
{
    public static LinePattern Solid { get; } = LinePattern.Solid;
    public static LinePattern Dash { get; } = new([7, 3], 0, "dash");
    public static LinePattern Dot { get; } = new([2, 2], 0, "dot");
    public static LinePattern DashDot { get; } = new([8, 3, 2, 3], 0, "dash-dot");
    public static LinePattern LongDash { get; } = new([14, 4], 0, "long dash");

    public static IReadOnlyList<LinePattern> All { get; } = [Solid, Dash, Dot, DashDot, LongDash];
}
