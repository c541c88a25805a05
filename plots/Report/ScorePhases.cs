using System.Text;
using FragSim.Plots.Charts;
using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Plots.Report;

/// <summary>Success phase by phase: a row a phase, so that many can be read.</summary>
internal static class ScorePhases
{
    private const int MostPhases = 200;

    /// <summary>Empty for a workload of one phase.</summary>
    public static string Write(ChartInput input)
    {
        var runs = input.Strategies.Select(s => s.Runs.Select(PhaseCount.Of).ToArray()).ToArray();
        var phases = runs.SelectMany(r => r).SelectMany(r => r).Select(count => count.Phase)
            .Distinct().Take(MostPhases).ToArray();
        if (phases.Length < 2) return "";
        var html = new StringBuilder("<h3>Success phase by phase, in %</h3>"
            + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Success by "
            + "phase\"><table class=\"phases\"><thead><tr><th scope=\"col\">Phase</th>");
        for (var i = 0; i < input.Strategies.Count; i++)
            html.Append($"<th scope=\"col\" class=\"num\">"
                + $"{Html.Strategy(i, input.Strategies[i].Label)}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var phase in phases)
        {
            html.Append($"<tr><th scope=\"row\">{Html.Text(LabelText.Clean(phase))}</th>");
            foreach (var strategy in runs)
                html.Append(Cell(strategy, phase));
            html.Append("</tr>");
        }
        return html.Append("</tbody></table></div>").ToString();
    }

    private static string Cell(IReadOnlyList<PhaseCount>[] runs, string phase)
    {
        var share = SeedStatistics.Of(
            runs.SelectMany(r => r).Where(r => r.Phase == phase).Select(r => r.SuccessPct));
        if (share.Count == 0) return "<td class=\"num quiet\">–</td>";
        var around = double.IsNaN(share.HalfWidth95)
            ? "" : $"<small>± {Quantity.Digits(share.HalfWidth95)}</small>";
        return $"<td class=\"num\"><b>{Quantity.Digits(share.Mean)}</b>{around}"
            + $"<span class=\"meter\" style=\"--w:{Html.Css(share.Mean)}%\"></span></td>";
    }
}
