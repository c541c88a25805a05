using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using ScottPlot;

namespace FragSim.Plots.Charts;

/// <summary>A colour for every order of the buddy allocator, yellow for a page to violet for the
/// largest block.</summary>
internal static class BlockSizeRamp
{
    public static IReadOnlyList<Color> Colors { get; } =
    [
        .. Blend("#FBE35A", "#6CCB5F", 3), .. Blend("#35B779", "#26828E", 4),
        .. Blend("#31688E", "#4B2A7F", 4),
    ];

    public static IReadOnlyList<LegendEntry> Legend { get; } =
    [
        .. Colors.Select((color, order) =>
            LegendEntry.Swatch(Quantity.Bytes(Quantity.PageBytes << order), color)),
    ];

    private static IEnumerable<Color> Blend(string from, string to, int steps)
    {
        var (a, b) = (OkLab.Of(Color.FromHex(from)), OkLab.Of(Color.FromHex(to)));
        return Enumerable.Range(0, steps).Select(i => a.Mix(b, i / (steps - 1.0)).ToColor());
    }
}
