using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim;
using FragSim.Sim.Results;
using ScottPlot;

namespace FragSim.Plots.Charts;

internal sealed class SuccessChart : IChart
{
    private const int MostBars = 72;

    public CatalogEntry Entry { get; } = new(
        "success",
        "Share of huge-page requests that were granted, by phase and strategy.",
        "Linux vmstat thp_fault_alloc and thp_fault_fallback");

    public Figure Draw(ChartInput input)
    {
        var phases = Phases(input, out var left);
        var figure = new Figure
        {
            Title = "Share of huge-page requests that were granted, by phase",
            Caption = input.Caption + $"  ·  {input.Spread}" +
                (left > 0 ? $"  ·  {left} smaller phases not shown" : ""),
        };
        if (!input.HasRequests)
            return figure with { Message = ChartInput.NoRequestsMessage };
        // One phase is the whole run.
        string?[] groups = phases.Count > 1 ? [.. phases, null] : [null];
        var step = input.Strategies.Count + 1.0;
        var centres = groups.Select((_, i) => (i * step) + (input.Strategies.Count / 2.0) - 0.5);
        var names = groups.Select(g => g is null ? "whole run" : LabelText.Clean(g));
        var spare = input.Strategies.Count * groups.Length < 6 ? 2 : 0;
        var x = new AxisTicks(-1 - spare, (groups.Length * step) - 1 + spare,
            [.. centres], [.. names.Select(name => Short(name, input, groups.Length))])
        {
            Grid = false,
        };
        var panel = new Panel(input.Theme, x, AxisTicks.Percent);
        for (var g = 0; g < groups.Length; g++)
            for (var s = 0; s < input.Strategies.Count; s++)
                DrawBar(panel.Plot, input, input.Strategies[s], groups[g], (g * step) + s);
        return figure with { Panels = [panel], Legend = Legend(input) };
    }

    private static void DrawBar(
        Plot plot, ChartInput input, StrategyRuns strategy, string? phase, double x)
    {
        var granted = strategy.Over(run => Share(run, phase, request => request.Granted));
        if (granted.Count == 0) return;
        var oracle = strategy.Over(run => Share(run, phase, request => request.OracleGranted));
        var color = strategy.Look.Color;
        var theme = input.Theme;
        Fill(plot, x, oracle.Mean, OkLab.Of(color).Mix(OkLab.Of(theme.Background), 0.8).ToColor());
        Fill(plot, x, granted.Mean, color);
        var bound = plot.Add.Line(x - 0.43, oracle.Mean, x + 0.43, oracle.Mean);
        bound.LineColor = KnownStrategies.Find(KnownStrategies.Oracle, theme.Dark)!.Color;
        bound.LineWidth = 1.5f;
        if (granted.HalfWidth95 > 0)
            Whisker.Vertical(plot, x, granted.Mean, granted.HalfWidth95, 100, theme.Text);
    }

    private static void Fill(Plot plot, double x, double height, Color color)
    {
        if (!(height > 0)) return;
        var bar = plot.Add.Rectangle(x - 0.43, x + 0.43, 0, height);
        bar.FillColor = color;
        bar.LineWidth = 0;
    }

    /// <summary>In %; NaN when the run made no request in the phase.</summary>
    private static double Share(RunResult run, string? phase, Func<RequestRecord, bool> had)
    {
        var (attempts, hits) = (0, 0);
        foreach (var request in run.Requests)
        {
            if (phase is not null && request.Phase != phase) continue;
            attempts++;
            if (had(request)) hits++;
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

    private static IReadOnlyList<LegendEntry> Legend(ChartInput input)
    {
        var oracle = KnownStrategies.Find(KnownStrategies.Oracle, input.Theme.Dark)!;
        return
        [
            .. input.Strategies.Select(s => LegendEntry.Swatch(s.Label, s.Look.Color)),
            new LegendEntry("oracle: any strategy, at best",
                oracle with { Pattern = Patterns.Solid }, LegendMark.Line),
        ];
    }
}
