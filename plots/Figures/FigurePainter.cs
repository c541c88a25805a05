using FragSim.Plots.Style;
using ScottPlot;
using SkiaSharp;

namespace FragSim.Plots.Figures;

/// <summary>Draws a figure from top to bottom onto a canvas measured in layout units.</summary>
internal sealed class FigurePainter(SKCanvas canvas, Theme theme, ChartStyle style)
{
    private const float Margin = 20;
    private const float PanelGap = 14;
    private const float PanelTitleHeight = 16;

    public void Draw(Figure figure)
    {
        canvas.Clear(theme.Background.ToSKColor());
        var top = Margin + 14;
        Write(figure.Title, Margin, top, 16, theme.Text, bold: true, Inner);
        top += 20;
        Write(figure.Caption, Margin, top, 12, theme.Muted, bold: false, Inner);
        top += 14;
        if (figure.Message is { } message)
        {
            DrawMessage(message, top);
            return;
        }
        top = new LegendFlow(canvas, theme).Draw(figure.Legend, Margin, top, Inner);
        DrawPanels(figure, top + 10);
    }

    private float Inner => style.Width - (2 * Margin);

    private void DrawPanels(Figure figure, float top)
    {
        var rows = (figure.Panels.Count + figure.Columns - 1) / figure.Columns;
        var width = (Inner - (PanelGap * (figure.Columns - 1))) / figure.Columns;
        var height = (style.Height - top - 12 - (PanelGap * (rows - 1) / 2)) / rows;
        for (var i = 0; i < figure.Panels.Count; i++)
        {
            var left = Margin + (i % figure.Columns * (width + PanelGap));
            var upper = top + (i / figure.Columns * (height + (PanelGap / 2)));
            DrawPanel(figure.Panels[i], left, upper, width, height);
        }
    }

    private void DrawPanel(Panel panel, float left, float top, float width, float height)
    {
        var bottom = top + height;
        if (panel.Title is { } title)
        {
            Write(title, left, top + 11, 12, theme.Text, bold: true, width);
            top += PanelTitleHeight;
        }
        // ScottPlot needs some room inside its padding; a sliver is left empty.
        if (bottom - top < 40 || width < 80) return;
        panel.Draw(canvas, new PixelRect(left, left + width, bottom, top));
    }

    private void DrawMessage(string message, float top)
    {
        using var font = LabelText.Font(14);
        using var paint = Paint(theme.Muted);
        var text = LabelText.Fit(message, font, Inner);
        canvas.DrawText(
            text, style.Width / 2f, (top + style.Height) / 2, SKTextAlign.Center, font, paint);
    }

    private void Write(
        string text, float left, float baseline, float size, Color color, bool bold, float width)
    {
        using var font = LabelText.Font(size, bold);
        using var paint = Paint(color);
        canvas.DrawText(LabelText.Fit(text, font, width), left, baseline, font, paint);
    }

    private static SKPaint Paint(Color color) =>
        new() { Color = color.ToSKColor(), IsAntialias = true };
}
