using ScottPlot;

namespace FragSim.Plots.Style;

/// <summary>Colours of everything that is not data.</summary>
internal sealed record Theme
{
    public required bool Dark { get; init; }
    public required Color Background { get; init; }
    public required Color Text { get; init; }
    public required Color Muted { get; init; }
    public required Color Grid { get; init; }
    /// <summary>Over every second phase; the grid shows through.</summary>
    public required Color Shade { get; init; }

    public static Theme Light { get; } = new()
    {
        Dark = false,
        Background = Color.FromHex("#FFFFFF"),
        Text = Color.FromHex("#2B2F36"),
        Muted = Color.FromHex("#5F6773"),
        Grid = Color.FromHex("#E6E8EB"),
        Shade = Color.FromHex("#000000").WithAlpha(0.04),
    };

    public static Theme Night { get; } = new()
    {
        Dark = true,
        Background = Color.FromHex("#14171C"),
        Text = Color.FromHex("#E3E6EA"),
        Muted = Color.FromHex("#9AA3AF"),
        Grid = Color.FromHex("#2A2F37"),
        Shade = Color.FromHex("#FFFFFF").WithAlpha(0.04),
    };

    public static Theme Of(ChartStyle style) => style.Dark ? Night : Light;
}
