using FragSim.Plots.Charts;
using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using ScottPlot;

namespace FragSim.Plots.Validation;

/// <summary>Two bars a phase. A model cannot be nearer to one run of the kernel than its runs are
/// to each other, so a bracket shows these.</summary>
internal sealed class SuccessAgreement : IValidationChart
{
    private const double Half = 0.4;

    public CatalogEntry Entry { get; } = new(
        "success",
        "Huge pages granted in each phase, simulated and recorded, with the range of real runs.",
        "Linux vmstat thp_fault_alloc and thp_fault_fallback");

    public Figure Draw(ComparedRecording recording, ValidationLook look)
    {
        IReadOnlyList<ComparedPhase> phases = recording.Phases;
        bool ranges = phases.Any(phase => phase.KernelRuns is not null);
        Figure figure = new()
        {
            Title = "Huge pages granted, of those asked for in each phase",
            Caption = ranges
                ? "numbers are pages granted"
                : "numbers are pages granted  ·  recorded once, so the range is unknown",
        };
        if (phases.Count == 0)
            return figure with { Message = ChartInput.NoRequestsMessage };
        double[] centres = [.. phases.Select((_, i) => (i * 3.0) + 0.5)];
        double spare = phases.Count < 3 ? 3 : 0;
        AxisTicks x = new(-1 - spare, (phases.Count * 3) - 1 + spare, centres,
            [.. phases.Select(phase => Name(phase, phases.Count, look))])
        {
            Grid = false,
        };
        Panel panel = new(look.Theme, x, AxisTicks.Percent with { Max = 110 });
        for (int i = 0; i < phases.Count; i++)
            DrawPhase(panel.Plot, phases[i], i * 3.0, look);
        return figure with
        {
            Panels = [panel],
            Legend =
            [
                LegendEntry.Swatch(LabelText.Clean(recording.Strategy), look.Model.Color),
                LegendEntry.Swatch("kernel, as recorded", Pale(look)),
                .. ranges ? [new LegendEntry("range of the kernel's runs",
                    look.Kernel with { Color = look.Theme.Text }, LegendMark.Line)]
                    : Array.Empty<LegendEntry>(),
            ],
        };
    }

    private static void DrawPhase(Plot plot, ComparedPhase phase, double x, ValidationLook look)
    {
        double Share(int pages) => 100.0 * pages / Math.Max(phase.Requests, 1);
        DrawBar(plot, x, Share(phase.Granted), look.Model.Color);
        DrawBar(plot, x + 1, Share(phase.KernelGranted), Pale(look));
        double top = Share(phase.KernelGranted);
        if (phase.KernelRuns is var (fewest, most))
        {
            Whisker.Range(plot, x + 1, Share(fewest), Share(most), look.Theme.Text);
            top = Math.Max(top, Share(most));
        }
        BarText.Above(plot, $"{phase.Granted}", x, Share(phase.Granted), look.Theme.Text);
        BarText.Above(plot, $"{phase.KernelGranted}", x + 1, top, look.Theme.Text);
    }

    /// <summary>A bracket stands on the kernel's bar and must be seen.</summary>
    private static Color Pale(ValidationLook look) => OkLab.Of(look.Kernel.Color)
        .Mix(OkLab.Of(look.Theme.Background), 0.45).ToColor();

    private static void DrawBar(Plot plot, double x, double height, Color color)
    {
        if (!(height > 0))
            return;
        var bar = plot.Add.Rectangle(x - Half, x + Half, 0, height);
        bar.FillColor = color;
        bar.LineWidth = 0;
    }

    private static string Name(ComparedPhase phase, int phases, ValidationLook look)
    {
        using var font = LabelText.Font(11);
        return LabelText.Fit($"{LabelText.Clean(phase.Name)}, of {phase.Requests}", font,
            (look.Style.Width - 100f) / phases * 0.95f);
    }
}
