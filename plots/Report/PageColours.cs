using System.Text;
using FragSim.Plots.Charts;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Results;
using ScottPlot;

namespace FragSim.Plots.Report;

/// <summary>The colours of the charts as CSS variables, for both themes: s for strategies, r for
/// reasons, c for causes of stall, o for owners, k for kinds of block.</summary>
internal static class PageColours
{
    public static string Write(IReadOnlyList<RunResult> results, IReadOnlyList<Reason> reasons)
    {
        var (light, dark) = (Variables(results, reasons, false), Variables(results, reasons, true));
        return $":root{{{light}}}"
            + $"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}"
            + $":root[data-theme=dark]{{{dark}}}";
    }

    private static string Variables(
        IReadOnlyList<RunResult> results, IReadOnlyList<Reason> reasons, bool dark)
    {
        var theme = dark ? Theme.Night : Theme.Light;
        var css = new StringBuilder();
        var input = ChartInput.From(results, new ChartStyle { Dark = dark });
        Add(css, "s", input.Strategies.Select(s => s.Look.Color));
        Add(css, "r", reasons.Select(reason => ObstacleLook.Color(reason, dark)));
        Add(css, "c", StallLook.All.Select(cause => cause.Color));
        Add(css, "o", Enum.GetValues<PageSource>().Select(s => SourceLook.Color(s, dark)));
        Add(css, "k", Enum.GetValues<BlockKind>().Select(kind => BlockKinds.Color(kind, theme)));
        return css.ToString();
    }

    private static void Add(StringBuilder css, string prefix, IEnumerable<Color> colours)
    {
        var i = 0;
        foreach (var colour in colours) css.Append($"--{prefix}{i++}:{colour.ToHex()[..7]};");
    }
}
