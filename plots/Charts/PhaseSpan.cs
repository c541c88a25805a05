using FragSim.Plots.Figures;
using FragSim.Plots.Fonts;
using FragSim.Plots.Style;
using FragSim.Sim.Results;
using ScottPlot;

namespace FragSim.Plots.Charts;

/// <summary>A phase of the workload along time.</summary>
internal sealed record PhaseSpan(string Name, long StartNs, long EndNs)
{
    private const int Most = 24;

    /// <summary>The phases of one run. Phases may start a little earlier or later under another
    /// strategy; a chart shades those of its first run.</summary>
    public static IReadOnlyList<PhaseSpan> Of(RunResult run)
    {
        var moments = run.Samples.Count > 0
            ? run.Samples.Select(sample => (sample.TimeNs, sample.Phase))
            : run.Requests.Select(request => (request.TimeNs, request.Phase));
        var spans = new List<PhaseSpan>();
        foreach (var (timeNs, phase) in moments)
        {
            if (spans.Count > 0 && spans[^1].Name == phase) continue;
            if (spans.Count > 0) spans[^1] = spans[^1] with { EndNs = timeNs };
            spans.Add(new PhaseSpan(phase, spans.Count == 0 ? 0 : timeNs, run.EndNs));
        }
        return spans;
    }

    /// <summary>Shades every second phase and writes the names along the top of the axes, where one
    /// has room. A run of one phase, or of very many, is left plain.</summary>
    public static void Shade(Panel panel, ChartInput input, TimeAxis time, double yMax)
    {
        var spans = Of(input.Strategies[0].First);
        if (spans.Count is < 2 or > Most) return;
        using var font = LabelText.Font(11);
        for (var i = 0; i < spans.Count; i++)
        {
            var (min, max) = (time.Ticks.Min, time.Ticks.Max);
            var from = Math.Clamp(time.Position(spans[i].StartNs), min, max);
            var to = Math.Clamp(time.Position(spans[i].EndNs), min, max);
            if (i % 2 == 1)
            {
                var band = panel.Plot.Add.Rectangle(from, to, 0, yMax);
                band.FillColor = input.Theme.Shade;
                band.LineWidth = 0;
            }
            var width = (to - from) / (max - min) * SmallMultiples.PlotWidth(input);
            var name = LabelText.Clean(spans[i].Name);
            if (font.MeasureText(name) > width - 4) continue;
            var text = panel.Plot.Add.Text(name, (from + to) / 2, yMax);
            text.LabelFontName = EmbeddedFont.Family;
            text.LabelFontSize = 11;
            text.LabelFontColor = input.Theme.Muted;
            text.LabelAlignment = Alignment.UpperCenter;
            text.OffsetY = 2;
        }
    }
}
