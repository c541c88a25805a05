using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Results;
using ScottPlot;

namespace FragSim.Plots.Charts;

internal sealed class SuccessChart : IChart
{
    private const int MostBars = 72;
    /// <summary>Numbers on more bars than these run into each other.</summary>
    private const int MostNumbers = 28;
    private const double HalfBar = 0.43;
    /// <summary>Between the phases and the whole run, in bars.</summary>
    private const double Apart = 1;

    public CatalogEntry Entry { get; } = new(
        "success",
        "Share of huge-page requests that were granted, by phase and strategy.",
        "Linux vmstat thp_fault_alloc and thp_fault_fallback");

    public Figure Draw(ChartInput input)
    {
        var phases = Phases(input, out var left);
        // One phase is the whole run.
        string?[] groups = phases.Count > 1 ? [.. phases, null] : [null];
        var numbered = input.Strategies.Count * groups.Length <= MostNumbers;
        var figure = new Figure
        {
            Title = "Share of huge-page requests that were granted, by phase",
            Caption = input.Caption + $"  ·  {input.Spread}"
                + (numbered ? "  ·  numbers: % granted" : "")
                + (left > 0 ? $"  ·  {left} smaller phases not shown" : ""),
        };
        if (!input.HasRequests)
            return figure with { Message = ChartInput.NoRequestsMessage };
        var step = input.Strategies.Count + 1.0;
        // What sums up the others stands apart from them.
        double Start(int group) =>
            (group * step) + (groups.Length > 1 && groups[group] is null ? Apart : 0);
        var middle = (input.Strategies.Count / 2.0) - 0.5;
        var names = groups.Select(g => g is null ? "whole run" : LabelText.Clean(g));
        var spare = input.Strategies.Count * groups.Length < 6 ? 2 : 0;
        var x = new AxisTicks(-1 - spare, Start(groups.Length - 1) + step - 1 + spare,
            [.. groups.Select((_, g) => Start(g) + middle)],
            [.. names.Select(name => Short(name, input, groups.Length))])
        {
            Grid = false,
        };
        var panel = new Panel(input.Theme, x, AxisTicks.Percent with { Max = 107 });
        if (groups.Length > 1)
            SetApart(panel.Plot, Start(groups.Length - 1) - 1 - (Apart / 2), x.Max, input.Theme);
        for (var g = 0; g < groups.Length; g++)
            for (var s = 0; s < input.Strategies.Count; s++)
                DrawBar(panel.Plot, input, input.Strategies[s], groups[g], Start(g) + s, numbered);
        return figure with { Panels = [panel], Legend = Legend(input) };
    }

    private static void SetApart(Plot plot, double from, double to, Theme theme)
    {
        var ground = plot.Add.Rectangle(from, to, 0, 107);
        ground.FillColor = theme.Shade;
        ground.LineWidth = 0;
    }

    private static void DrawBar(Plot plot, ChartInput input, StrategyRuns strategy,
        string? phase, double x, bool numbered)
    {
        var granted = strategy.Over(run => Share(run, phase, request => request.Granted));
        if (granted.Count == 0) return;
        var bound = strategy.Over(run => Share(run, phase, request => request.OracleGranted));
        var (color, theme) = (strategy.Look.Color, input.Theme);
        Fill(plot, x, bound.Mean, Bound.Pale(color, theme));
        Fill(plot, x, granted.Mean, color);
        var edge = plot.Add.Line(x - HalfBar, bound.Mean, x + HalfBar, bound.Mean);
        edge.LineColor = color;
        edge.LineWidth = 1.5f;
        var spread = granted.HalfWidth95 > 0 ? granted.HalfWidth95 : 0;
        if (spread > 0)
            Whisker.Vertical(plot, x, granted.Mean, spread, 100, theme.Text);
        if (numbered)
        {
            var top = Math.Max(bound.Mean, Math.Min(granted.Mean + spread, 100));
            BarText.Above(plot, Quantity.Digits(Math.Round(granted.Mean, 1)), x, top, theme.Text);
        }
    }

    private static void Fill(Plot plot, double x, double height, Color color)
    {
        if (!(height > 0)) return;
        var bar = plot.Add.Rectangle(x - HalfBar, x + HalfBar, 0, height);
        bar.FillColor = color;
        bar.LineWidth = 0;
    }

    /// <summary>In %; NaN when the run made no request in the phase.</summary>
    private static double Share(RunResult run, string? phase, Func<RequestRecord, bool> counts)
    {
        var (attempts, hits) = (0, 0);
        foreach (var request in run.Requests)
        {
            if (phase is not null && request.Phase != phase) continue;
            attempts++;
            if (counts(request)) hits++;
        }
        return attempts == 0 ? double.NaN : 100.0 * hits / attempts;
    }

    /// <summary>In order of time; only those with the most requests when all would be too many.
    /// </summary>
    private static List<string> Phases(ChartInput input, out int left)
    {
        var counts = input.Strategies.SelectMany(s => s.Runs).SelectMany(run => run.Requests)
            .CountBy(request => request.Phase).ToList();
        var room = Math.Clamp((MostBars / input.Strategies.Count) - 1, 1, 8);
        left = Math.Max(0, counts.Count - room);
        var shown = counts.OrderByDescending(c => c.Value).Take(room)
            .Select(c => c.Key).ToHashSet();
        return [.. counts.Select(c => c.Key).Where(shown.Contains)];
    }

    private static string Short(string name, ChartInput input, int groups)
    {
        using var font = LabelText.Font(11);
        return LabelText.Fit(name, font, (input.Style.Width - 100f) / groups * 0.9f);
    }

    private static IReadOnlyList<LegendEntry> Legend(ChartInput input) =>
    [
        .. input.Strategies.Select(s => LegendEntry.Swatch(s.Label, s.Look.Color)),
        LegendEntry.Swatch(Bound.Label, Bound.Pale(input.Theme.Muted, input.Theme)),
    ];
}
