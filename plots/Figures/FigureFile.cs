using System.Text;
using FragSim.Plots.Fonts;
using FragSim.Plots.Style;
using SkiaSharp;

namespace FragSim.Plots.Figures;

/// <summary>A figure as the bytes of a file.</summary>
internal static class FigureFile
{
    public static byte[] Write(Figure figure, Theme theme, ChartStyle style, ChartFormat format) =>
        format == ChartFormat.Png ? Png(figure, theme, style) : Svg(figure, theme, style);

    private static byte[] Png(Figure figure, Theme theme, ChartStyle style)
    {
        var info = new SKImageInfo(
            style.Width * style.Scale, style.Height * style.Scale,
            SKColorType.Rgba8888, SKAlphaType.Premul);
        using var surface = SKSurface.Create(info);
        surface.Canvas.Scale(style.Scale);
        new FigurePainter(surface.Canvas, theme, style).Draw(figure);
        using var pixels = surface.PeekPixels();
        // Charts are flat colour: filters cost more time than they save bytes.
        using var data = pixels.Encode(
            new SKPngEncoderOptions(SKPngEncoderFilterFlags.NoFilters, zLibLevel: 6))
            ?? throw new InvalidOperationException("the chart could not be encoded as PNG");
        return data.ToArray();
    }

    private static byte[] Svg(Figure figure, Theme theme, ChartStyle style)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(style.Width, style.Height), stream))
        {
            new FigurePainter(canvas, theme, style).Draw(figure);
        }
        var svg = SvgFont.Name(Encoding.UTF8.GetString(stream.ToArray()));
        svg = SvgIds.Number(svg, style.Dark ? $"{figure.Name}-dark" : figure.Name);
        return Encoding.UTF8.GetBytes(style.EmbedFont ? SvgFont.Embed(svg) : svg);
    }
}
