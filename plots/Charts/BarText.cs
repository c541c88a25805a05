using FragSim.Plots.Fonts;
using ScottPlot;

namespace FragSim.Plots.Charts;

/// <summary>What is written at the end of a bar.</summary>
internal static class BarText
{
    private const float Size = 11;

    public static void Right(
        Plot plot, string words, double end, double y, Color color, float size = Size)
    {
        var text = Write(plot, words, end, y, color);
        text.LabelFontSize = size;
        text.LabelAlignment = Alignment.MiddleLeft;
        text.OffsetX = 5;
    }

    public static void Above(Plot plot, string words, double x, double top, Color color)
    {
        var text = Write(plot, words, x, top, color);
        text.LabelAlignment = Alignment.LowerCenter;
        text.OffsetY = -3;
    }

    private static ScottPlot.Plottables.Text Write(
        Plot plot, string words, double x, double y, Color color)
    {
        var text = plot.Add.Text(words, x, y);
        text.LabelFontName = EmbeddedFont.Family;
        text.LabelFontSize = Size;
        text.LabelFontColor = color;
        return text;
    }
}
