using FragSim.Plots.Fonts;
using FragSim.Plots.Style;
using ScottPlot;
using SkiaSharp;

namespace FragSim.Plots.Figures;

/// <summary>One pair of axes within a figure.</summary>
internal sealed class Panel
{
    private const float TickSize = 11;
    private const float BottomPadding = 24;
    private const float LabelGap = 8;

    private readonly AxisTicks x;
    private readonly AxisTicks y;

    public Panel(Theme theme, AxisTicks x, AxisTicks y)
    {
        EmbeddedFont.Install();
        (this.x, this.y) = (x, y);
        Plot = new Plot();
        Plot.FigureBackground.Color = theme.Background;
        Plot.DataBackground.Color = theme.Background;
        Plot.Axes.Top.IsVisible = Plot.Axes.Right.IsVisible = false;
        Dress(Plot.Axes.Bottom, theme);
        Dress(Plot.Axes.Left, theme);
        Plot.Grid.XAxisStyle.IsVisible = x.Grid;
        Plot.Grid.YAxisStyle.IsVisible = y.Grid;
        Plot.Grid.MajorLineColor = theme.Grid;
        Plot.Grid.MajorLineWidth = 1;
        Plot.HideLegend();
        // The figure has painted its own background, and other panels stand on it.
        Plot.RenderManager.ClearCanvasBeforeEachRender = false;
    }

    public Plot Plot { get; }

    /// <summary>Written above the axes; the figure shortens it to fit.</summary>
    public string? Title { get; init; }

    /// <summary>The panel's share of the figure's width that labels at the left may take.</summary>
    public float MaxLabelShare { get; init; } = 0.34f;

    public void Draw(SKCanvas canvas, PixelRect area)
    {
        using var font = LabelText.Font(TickSize);
        var widest = area.Width * MaxLabelShare;
        var left = y.Labels.Select(label => LabelText.Fit(label, font, widest)).ToArray();
        var room = left.Length == 0 ? 0 : left.Max(label => font.MeasureText(label));
        // Half of the last tick's label reaches beyond the axis.
        var right = x.Labels.Length == 0 ? 4 : 4 + (font.MeasureText(x.Labels[^1]) / 2);
        var padding = new PixelPadding(room + LabelGap + 4, right, BottomPadding, TickSize);
        Plot.Layout.Fixed(padding);
        Plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            y.Positions, Thin(left, (area.Height - 30) / Range(y), 0, _ => TickSize + 3, y));
        Plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            x.Positions, Thin(x.Labels, (area.Width - padding.Horizontal) / Range(x), 0,
                label => font.MeasureText(label) + 10, x));
        Plot.Axes.SetLimits(x.Min, x.Max, y.Min, y.Max);
        Plot.Render(canvas, area);
    }

    private static double Range(AxisTicks axis) => Math.Max(axis.Max - axis.Min, 1e-12);

    /// <summary>Blanks all but every k-th label, k being the least that keeps them apart.</summary>
    private static string[] Thin(
        string[] labels, double pixelsPerUnit, int first, Func<string, float> size, AxisTicks axis)
    {
        if (labels.Length < 2) return labels;
        var gap = (axis.Positions[^1] - axis.Positions[0]) / (labels.Length - 1) * pixelsPerUnit;
        var every = Math.Max(1, (int)Math.Ceiling(labels.Max(size) / Math.Max(Math.Abs(gap), 0.1)));
        return [.. labels.Select((label, i) => (i - first) % every == 0 ? label : "")];
    }

    private static void Dress(IAxis axis, Theme theme)
    {
        axis.FrameLineStyle.Color = theme.Grid;
        axis.FrameLineStyle.Width = 1;
        axis.MajorTickStyle.Length = axis.MinorTickStyle.Length = 0;
        axis.TickLabelStyle.FontName = EmbeddedFont.Family;
        axis.TickLabelStyle.FontSize = TickSize;
        axis.TickLabelStyle.ForeColor = theme.Text;
    }
}
