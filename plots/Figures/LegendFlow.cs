using FragSim.Plots.Style;
using SkiaSharp;

namespace FragSim.Plots.Figures;

/// <summary>Writes legend entries like words of a text: left to right, then the next line.
/// </summary>
internal sealed class LegendFlow(SKCanvas canvas, Theme theme)
{
    private const float RowHeight = 18;
    private const float MaxLabel = 420;
    private const float SwatchSize = 10;
    private const float LineLength = 28;
    private const float Gap = 6;
    private const float Between = 18;

    /// <returns>Where the space below the legend begins.</returns>
    public float Draw(IReadOnlyList<LegendEntry> items, float left, float top, float width)
    {
        if (items.Count == 0) return top;
        using var font = LabelText.Font(12);
        using var ink = new SKPaint { Color = theme.Text.ToSKColor(), IsAntialias = true };
        var x = left;
        foreach (var item in items)
        {
            var mark = item.Mark == LegendMark.Line ? LineLength : SwatchSize;
            var label = LabelText.Fit(item.Label, font, Math.Min(MaxLabel, width - mark - Gap));
            var length = mark + Gap + font.MeasureText(label);
            if (x > left && x + length > left + width)
            {
                x = left;
                top += RowHeight;
            }
            DrawMark(item, x, top + (RowHeight / 2));
            canvas.DrawText(label, x + mark + Gap, top + 13, font, ink);
            x += length + Between;
        }
        return top + RowHeight;
    }

    private void DrawMark(LegendEntry item, float x, float middle)
    {
        using var paint = new SKPaint { Color = item.Look.Color.ToSKColor(), IsAntialias = true };
        if (item.Mark == LegendMark.Swatch)
        {
            var half = SwatchSize / 2;
            canvas.DrawRoundRect(x, middle - half, SwatchSize, SwatchSize, 2, 2, paint);
            return;
        }
        if (item.Mark == LegendMark.Point)
        {
            canvas.DrawCircle(x + (SwatchSize / 2), middle, 3.5f, paint);
            return;
        }
        paint.IsStroke = true;
        paint.StrokeWidth = 2;
        using var line = new SKPath();
        line.MoveTo(x, middle);
        line.LineTo(x + LineLength, middle);
        using var strokes = Dashes.Cut(line, item.Look.Pattern);
        canvas.DrawPath(strokes, paint);
    }
}
