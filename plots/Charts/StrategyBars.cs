using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using ScottPlot;

namespace FragSim.Plots.Charts;

/// <summary>One part of a bar.</summary>
internal readonly record struct BarPart(double Value, Color Color);

/// <summary>One horizontal bar: its parts from the left, how sure the whole is, what is written at
/// its end. The interval of several parts is written, not drawn: it would lie across them.
/// </summary>
internal sealed record StrategyBar(
    string Name, IReadOnlyList<BarPart> Parts, double HalfWidth95, string Text)
{
    public double Total => Parts.Sum(part => part.Value);
}

/// <summary>A panel of horizontal bars, one a strategy, with the numbers written out.</summary>
internal static class StrategyBars
{
    /// <summary>Room at the right for the number of the longest bar.</summary>
    public const double Room = 1.42;

    /// <summary>The interval of a mean, to be written behind it; empty from a single seed.
    /// </summary>
    public static string Interval(SeedStatistics mean, Func<double, string> format) =>
        mean.HalfWidth95 > 0 ? $" ± {format(mean.HalfWidth95)}" : "";

    public static Panel Draw(
        ChartInput input, string? title, IReadOnlyList<StrategyBar> bars, AxisTicks values)
    {
        var positions = bars.Select((_, i) => (double)(bars.Count - 1 - i)).ToArray();
        // A lone bar would fill the panel; keep the thickness of one among four.
        var spare = Math.Max(0, 4 - bars.Count) / 2.0;
        var names = new AxisTicks(
            -0.6 - spare, bars.Count - 0.4 + spare, positions, [.. bars.Select(bar => bar.Name)])
        {
            Grid = false,
        };
        var panel = new Panel(input.Theme, values, names) { Title = title };
        for (var i = 0; i < bars.Count; i++) DrawBar(panel.Plot, input, bars[i], positions[i]);
        return panel;
    }

    private static void DrawBar(Plot plot, ChartInput input, StrategyBar bar, double position)
    {
        var left = 0.0;
        foreach (var part in bar.Parts)
        {
            if (!(part.Value > 0)) continue;
            var drawn = plot.Add.Rectangle(
                left, left + part.Value, position - 0.34, position + 0.34);
            drawn.FillColor = part.Color;
            drawn.LineWidth = 0;
            left += part.Value;
        }
        var end = left;
        if (bar.HalfWidth95 > 0)
        {
            Whisker.Horizontal(plot, left, position, bar.HalfWidth95, input.Theme.Text);
            end += bar.HalfWidth95;
        }
        BarText.Right(plot, bar.Text, end, position, input.Theme.Text);
    }
}
