using FragSim.Plots.Figures;
using FragSim.Plots.Fonts;
using FragSim.Plots.Style;
using FragSim.Sim.Base;

namespace FragSim.Plots.Validation;

/// <summary>Every chart of a validation, one line each.</summary>
public static class ValidationCharts
{
    private static readonly IValidationChart[] Charts =
    [
        new FreeByOrderAgreement(),
        new UnusableAgreement(),
        new SuccessAgreement(),
        new StallAgreement(),
    ];

    /// <summary>Name, sentence and source of each chart.</summary>
    public static IReadOnlyList<CatalogEntry> Entries { get; } =
        [.. Charts.Select(chart => chart.Entry)];

    /// <summary>The chart as the bytes of a file; the same input gives the same bytes.</summary>
    /// <param name="name">One of <see cref="Entries"/>.</param>
    /// <param name="recording">What it shows.</param>
    /// <param name="style">Size and theme.</param>
    /// <param name="format">Kind of file.</param>
    /// <param name="id">Tells the ids of an SVG from those of others in the same page.</param>
    /// <exception cref="UsageException">There is no chart of this name.</exception>
    public static byte[] Render(string name, ComparedRecording recording, ChartStyle style,
        ChartFormat format, string? id = null)
    {
        IValidationChart chart = Array.Find(Charts, c => c.Entry.Name == name)
            ?? throw new UsageException($"there is no chart '{name}' of a validation; there are "
                + string.Join(", ", Entries.Select(entry => entry.Name)));
        EmbeddedFont.Install();
        Figure figure = chart.Draw(recording, ValidationLook.Of(recording.Strategy, style));
        string caption = $"{recording.Name} from {recording.From}  ·  {figure.Caption}";
        return FigureFile.Write(
            figure with { Name = id ?? name, Caption = LabelText.Clean(caption) },
            Theme.Of(style), style, format);
    }
}
