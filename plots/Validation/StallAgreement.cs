using FragSim.Plots.Charts;
using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;

namespace FragSim.Plots.Validation;

/// <summary>How long requests waited, phase by phase. Phases under load are left out: a recorded
/// latency of theirs has the time slices of other tasks in it.</summary>
internal sealed class StallAgreement : IValidationChart
{
    /// <summary>Two faults with nothing in their way differ by as much; shorter is none.</summary>
    private const double LeastNs = 1e3;

    private static readonly string[] Quiet = ["rest-", "compacted-", "final-"];

    public CatalogEntry Entry { get; } = new(
        "stall-cdf",
        "Share of huge-page requests that waited no longer than a given time, without load.",
        "Linux vmstat compact_stall and allocstall, as time");

    public Figure Draw(ComparedRecording recording, ValidationLook look)
    {
        ComparedPhase[] phases = [.. recording.Phases.Where(phase =>
            phase.KernelStallsNs.Count > 0 && phase.StallsNs.Count > 0
            && Quiet.Any(name => phase.Name.StartsWith(name, StringComparison.Ordinal)))];
        Figure figure = new()
        {
            Title = "Share of huge-page requests that waited no longer than …",
            Caption = "granted and refused together  ·  without zeroing  ·  0 is below 1 µs"
                + "  ·  the kernel's are instructions",
        };
        if (phases.Length == 0)
        {
            return figure with
            {
                Message = "No request was timed while the load was at rest: there is nothing "
                    + "to show.",
            };
        }
        StallAxis axis = new(phases.SelectMany(phase =>
            new[] { Values(phase.StallsNs), Values(phase.KernelStallsNs) }));
        return figure with
        {
            Columns = SmallMultiples.Columns(phases.Length),
            Panels = [.. phases.Select(phase => Panel(phase, axis, look))],
            Legend =
            [
                new(LabelText.Clean(recording.Strategy), look.Model, LegendMark.Line),
                new("kernel", look.Kernel, LegendMark.Line),
            ],
        };
    }

    private static Panel Panel(ComparedPhase phase, StallAxis axis, ValidationLook look)
    {
        Panel panel = new(look.Theme, axis.Ticks, AxisTicks.Percent)
        {
            Title = $"{LabelText.Clean(phase.Name)}, {phase.KernelStallsNs.Count} requests timed",
        };
        Draw(phase.KernelStallsNs, look.Kernel);
        Draw(phase.StallsNs, look.Model);
        return panel;

        void Draw(IReadOnlyList<long> stallsNs, SeriesLook line)
        {
            var (xs, ys) = axis.Distribution(Values(stallsNs));
            Curve.Draw(panel.Plot, xs, ys, line);
        }
    }

    private static double[] Values(IReadOnlyList<long> stallsNs) =>
        [.. stallsNs.Select(ns => ns < LeastNs ? 0 : (double)ns).Order()];
}
