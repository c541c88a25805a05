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
    private const int MostLines = 2;

    public void Draw(Figure figure)
    {
        canvas.Clear(theme.Background.ToSKColor());
        var top = WriteLines(figure.Title, Margin + 14, 16, 20, theme.Text, bold: true);
        top = WriteLines(figure.Caption, top, 12, 16, theme.Muted, bold: false) - 2;
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
            WriteTitle(title, left, top, width);
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
        var baseline = (top + style.Height) / 2;
        foreach (var line in LabelText.Wrap(message, font, Inner, MostLines))
        {
            canvas.DrawText(
                line, style.Width / 2f, baseline, SKTextAlign.Center, font, paint);
            baseline += 20;
        }
    }

    /// <returns>Where the baseline of the next line stands.</returns>
    private float WriteLines(
        string text, float baseline, float size, float height, Color color, bool bold)
    {
        using var font = LabelText.Font(size, bold);
        using var paint = Paint(color);
        foreach (var line in LabelText.Wrap(text, font, Inner, MostLines))
        {
            canvas.DrawText(line, Margin, baseline, font, paint);
            baseline += height;
        }
        return baseline;
    }

    private void WriteTitle(string title, float left, float top, float width)
    {
        using var font = LabelText.Font(12, bold: true);
        using var paint = Paint(theme.Text);
        canvas.DrawText(
            LabelText.Wrap(title, font, width, 1)[0], left, top + 11, font, paint);
    }

    private static SKPaint Paint(Color color) =>
        new() { Color = color.ToSKColor(), IsAntialias = true };
}
