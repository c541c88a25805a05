using FragSim.Plots.Style;
using ScottPlot;
using SkiaSharp;

namespace FragSim.Plots.Figures;

/// <summary>A line through points, in strokes that a PNG and an SVG show alike.</summary>
internal sealed class DashedLine(double[] xs, double[] ys, SeriesLook look, float width)
    : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        using var path = new SKPath();
        path.MoveTo(At(0));
        for (var i = 1; i < xs.Length; i++) path.LineTo(At(i));
        using var strokes = Dashes.Cut(path, look.Pattern);
        using var paint = new SKPaint
        {
            Color = look.Color.ToSKColor(),
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = width,
        };
        rp.Canvas.DrawPath(strokes, paint);
    }

    private SKPoint At(int i) => new(Axes.GetPixelX(xs[i]), Axes.GetPixelY(ys[i]));
}
