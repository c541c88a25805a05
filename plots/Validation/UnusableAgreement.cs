using FragSim.Plots.Charts;
using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;

namespace FragSim.Plots.Validation;

/// <summary>The model's line should run through the kernel's points, or within their bars.
/// </summary>
internal sealed class UnusableAgreement : IValidationChart
{
    public CatalogEntry Entry { get; } = new(
        "unusable-index",
        "Share of free memory in blocks too small for a huge page, mark by mark and by zone.",
        "Linux mm/vmstat.c, unusable_free_index");

    public Figure Draw(ComparedRecording recording, ValidationLook look)
    {
        Figure figure = new()
        {
            Title = "Share of free memory in blocks too small for a huge page",
            Caption = "marks in order of time, by their numbers where the names do not fit",
        };
        if (recording.Marks.Count == 0)
        {
            return figure with
            {
                Message = "There is no mark to compare at: there is nothing to show.",
            };
        }
        // One zone is the whole machine.
        int[] scopes = [.. Enumerable.Range(0, recording.Marks[0].Scopes.Count)];
        scopes = scopes.Length == 2 ? [1] : scopes;
        int columns = SmallMultiples.Columns(scopes.Length);
        string[] names = Names(recording, look.Style.Width / (double)columns);
        AxisTicks percent = Percent(recording, scopes);
        double bar = 100 * recording.UnusableBar;
        return figure with
        {
            Columns = columns,
            Panels = [.. scopes.Select(scope => Panel(recording, look, scope, names, percent))],
            Legend =
            [
                new(LabelText.Clean(recording.Strategy), look.Model, LegendMark.Line),
                new($"kernel, ± {Quantity.Digits(bar)} points", look.Kernel, LegendMark.Point),
            ],
        };
    }

    private static Panel Panel(
        ComparedRecording recording, ValidationLook look, int scope, string[] names,
        AxisTicks percent)
    {
        int count = recording.Marks.Count;
        double[] xs = [.. Enumerable.Range(0, count).Select(i => (double)i)];
        AxisTicks x = new(-0.5, count - 0.5, xs, names) { Grid = false };
        string name = recording.Marks[0].Scopes[scope].Name;
        Panel panel = new(look.Theme, x, percent)
        {
            Title = scope == 0 ? "the machine" : $"zone {LabelText.Clean(name)}",
        };
        ComparedScope[] values = [.. recording.Marks.Select(mark => mark.Scopes[scope])];
        Curve.Draw(panel.Plot, xs, [.. values.Select(v => 100 * v.Model.Unusable)], look.Model);
        double bar = 100 * recording.UnusableBar;
        for (int i = 0; i < count; i++)
        {
            double kernel = 100 * values[i].Kernel.Unusable;
            Whisker.Range(panel.Plot, i, Math.Max(kernel - bar, 0), Math.Min(kernel + bar, 100),
                look.Kernel.Color);
        }
        var points = panel.Plot.Add.ScatterPoints(
            xs, values.Select(v => 100 * v.Kernel.Unusable).ToArray(), look.Kernel.Color);
        points.MarkerSize = 6;
        return panel;
    }

    /// <summary>Up to the largest value of all panels and its bar.</summary>
    private static AxisTicks Percent(ComparedRecording recording, int[] scopes)
    {
        double most = recording.Marks.SelectMany(mark => scopes.Select(i => mark.Scopes[i]))
            .Max(scope => Math.Max(
                scope.Model.Unusable, scope.Kernel.Unusable + recording.UnusableBar));
        AxisTicks ticks = AxisTicks.PercentUpTo(100 * most);
        return ticks with { Min = -0.04 * ticks.Max };
    }

    /// <summary>The names if all have room, or else the numbers that they begin with.</summary>
    private static string[] Names(ComparedRecording recording, double width)
    {
        string[] names = [.. recording.Marks.Select(mark => LabelText.Clean(mark.Name))];
        using var font = LabelText.Font(11);
        return names.Max(name => font.MeasureText(name)) + 10 < (width - 80) / names.Length
            ? names
            : [.. names.Select(name => name.Split('-')[0])];
    }
}
