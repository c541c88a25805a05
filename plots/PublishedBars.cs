using FragSim.Plots.Charts;
using FragSim.Plots.Figures;
using FragSim.Plots.Fonts;
using FragSim.Plots.Style;

namespace FragSim.Plots;

/// <summary>One bar: what was simulated, and what was published of the same.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Published">NaN where nothing was.</param>
/// <param name="Mean">Of the simulations.</param>
/// <param name="HalfWidth95">Of its 95 % interval; NaN with one seed.</param>
public sealed record PublishedBar(string Name, double Published, double Mean, double HalfWidth95);

/// <summary>One measure for several strategies.</summary>
/// <param name="Title">What is measured.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Bars">One for each strategy.</param>
public sealed record PublishedMeasure(
    string Title, string Unit, IReadOnlyList<PublishedBar> Bars);

/// <summary>Published numbers beside simulated ones: a panel for each measure, a bar for what was
/// simulated, a line where the published value stands.</summary>
public static class PublishedBars
{
    private const int PanelHeight = 170;
    private const int Columns = 2;

    /// <summary>The chart as the bytes of a file; the same input gives the same bytes.</summary>
    public static byte[] Render(string name, string title, string caption,
        IReadOnlyList<PublishedMeasure> measures, ChartFormat format)
    {
        EmbeddedFont.Install();
        int lines = (measures.Count + Columns - 1) / Columns;
        var style = new ChartStyle { Height = 120 + (PanelHeight * lines) };
        Theme theme = Theme.Of(style);
        var figure = new Figure
        {
            Name = name,
            Title = title,
            Caption = caption,
            Columns = Columns,
            Panels = [.. measures.Select(m => Draw(theme, m))],
        };
        return FigureFile.Write(figure, theme, style, format);
    }

    private static Panel Draw(Theme theme, PublishedMeasure measure)
    {
        IReadOnlyList<PublishedBar> bars = measure.Bars;
        double most = bars.Max(b => Math.Max(b.Mean, double.IsNaN(b.Published) ? 0 : b.Published));
        double[] positions = [.. bars.Select((_, i) => (double)(bars.Count - 1 - i))];
        double spare = Math.Max(0, 4 - bars.Count) / 2.0;
        var names = new AxisTicks(-0.6 - spare, bars.Count - 0.4 + spare, positions,
            [.. bars.Select(b => b.Name)])
        {
            Grid = false,
        };
        AxisTicks values = measure.Unit == "%"
            ? AxisTicks.Percent
            : AxisTicks.FromZero(most, 4, Quantity.Count, 1.1);
        var panel = new Panel(theme, values, names)
        {
            Title = measure.Unit == "%" ? measure.Title : $"{measure.Title}, {measure.Unit}",
        };
        for (int i = 0; i < bars.Count; i++)
            DrawBar(panel, theme, bars[i], positions[i]);
        return panel;
    }

    private static void DrawBar(Panel panel, Theme theme, PublishedBar bar, double at)
    {
        var drawn = panel.Plot.Add.Rectangle(0, bar.Mean, at - 0.34, at + 0.34);
        drawn.FillColor = ScottPlot.Color.FromHex("#4C78A8");
        drawn.LineWidth = 0;
        if (bar.HalfWidth95 > 0)
            Whisker.Horizontal(panel.Plot, bar.Mean, at, bar.HalfWidth95, theme.Text);
        if (double.IsNaN(bar.Published))
            return;
        var line = panel.Plot.Add.Line(bar.Published, at - 0.42, bar.Published, at + 0.42);
        line.LineWidth = 3;
        line.LineColor = ScottPlot.Color.FromHex("#E45756");
    }
}
