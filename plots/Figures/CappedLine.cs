using ScottPlot;
using SkiaSharp;

namespace FragSim.Plots.Figures;

/// <summary>A straight line with a cap across each end.</summary>
/// <param name="from">One end.</param>
/// <param name="to">The other, right of it or above it.</param>
/// <param name="color">Of the line.</param>
/// <param name="cap">Half the width of a cap, in layout units.</param>
internal sealed class CappedLine(Coordinates from, Coordinates to, Color color, float cap)
    : IPlottable
{
    public Coordinates From => from;

    public Coordinates To => to;

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        var (a, b) = (Axes.GetPixel(from), Axes.GetPixel(to));
        var (x, y) = from.Y == to.Y ? (0f, cap) : (cap, 0f);
        using var paint = new SKPaint
        {
            Color = color.ToSKColor(),
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = 1.2f,
        };
        rp.Canvas.DrawLine(a.X, a.Y, b.X, b.Y, paint);
        rp.Canvas.DrawLine(a.X - x, a.Y - y, a.X + x, a.Y + y, paint);
        rp.Canvas.DrawLine(b.X - x, b.Y - y, b.X + x, b.Y + y, paint);
    }
}
