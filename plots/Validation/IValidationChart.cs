using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;

namespace FragSim.Plots.Validation;

/// <summary>One kind of chart of a model beside a kernel.</summary>
internal interface IValidationChart
{
    CatalogEntry Entry { get; }

    Figure Draw(ComparedRecording recording, ValidationLook look);
}

/// <summary>What tells the model from the kernel, in every chart alike.</summary>
internal sealed record ValidationLook(
    Theme Theme, ChartStyle Style, SeriesLook Model, SeriesLook Kernel)
{
    public static ValidationLook Of(string strategy, ChartStyle style)
    {
        Theme theme = Theme.Of(style);
        SeriesLook model = StrategyPalette.Assign([strategy], theme)[0];
        return new ValidationLook(theme, style, model with { Pattern = Patterns.Solid },
            new SeriesLook(theme.Muted, Patterns.Solid));
    }
}
