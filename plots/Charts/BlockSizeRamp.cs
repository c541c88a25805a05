using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using ScottPlot;

namespace FragSim.Plots.Charts;

/// <summary>A colour for every order of the buddy allocator: the larger the block, the darker.
/// Lightness falls evenly, so that the order shows without the key, and in grey.</summary>
internal static class BlockSizeRamp
{
    /// <summary>From a page to the largest block; the hue turns a little to keep neighbours apart.
    /// </summary>
    private static readonly string[] Stops = ["#FCE9A9", "#F2A65E", "#C8466B", "#4B1D6B"];

    public static IReadOnlyList<Color> Colors { get; } =
        [.. Enumerable.Range(0, Order.Count).Select(order => At(order / (Order.Count - 1.0)))];

    public static IReadOnlyList<LegendEntry> Legend { get; } =
    [
        .. Colors.Select((color, order) =>
            LegendEntry.Swatch(Quantity.Bytes(Quantity.PageBytes << order), color)),
    ];

    private static Color At(double share)
    {
        var place = share * (Stops.Length - 1);
        var from = Math.Min((int)place, Stops.Length - 2);
        return OkLab.Of(Color.FromHex(Stops[from]))
            .Mix(OkLab.Of(Color.FromHex(Stops[from + 1])), place - from).ToColor();
    }
}
