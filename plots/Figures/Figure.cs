using FragSim.Plots.Style;
using ScottPlot;

namespace FragSim.Plots.Figures;

internal enum LegendMark
{
    Swatch,
    Line,
    Point,
}

/// <summary>One entry of the legend.</summary>
internal sealed record LegendEntry(string Label, SeriesLook Look, LegendMark Mark)
{
    public static LegendEntry Swatch(string label, Color color) =>
        new(label, new SeriesLook(color, Patterns.Solid), LegendMark.Swatch);
}

/// <summary>A chart laid out as title, caption, legend and a grid of panels.</summary>
internal sealed record Figure
{
    /// <summary>The chart's name in the catalogue; <see cref="ChartCatalog"/> sets it.</summary>
    public string Name { get; init; } = "chart";
    public required string Title { get; init; }
    public required string Caption { get; init; }
    public IReadOnlyList<LegendEntry> Legend { get; init; } = [];
    public IReadOnlyList<Panel> Panels { get; init; } = [];
    public int Columns { get; init; } = 1;

    /// <summary>Stands in place of the panels when there is nothing to show.</summary>
    public string? Message { get; init; }
}
