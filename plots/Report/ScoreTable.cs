using System.Text;
using FragSim.Plots.Charts;

namespace FragSim.Plots.Report;

/// <summary>Strategies by what they gave and what they cost: the story without a picture.</summary>
internal static class ScoreTable
{
    private const string None = "none";

    public static string Write(ChartInput input)
    {
        var reference = input.Strategies.FirstOrDefault(s => s.Label == None)
            ?? input.Strategies[0];
        var columns = ScoreColumns.Against(reference);
        var marks = columns.Select(column => column.Extremes(input.Strategies)).ToArray();
        var html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
            + "aria-label=\"Scores\"><table class=\"scores\"><caption class=\"aside\">Huge-page "
            + "success, waits and costs of each strategy</caption><thead><tr>"
            + "<th scope=\"col\">Strategy</th>");
        foreach (var column in columns)
            html.Append($"<th scope=\"col\" class=\"num\">{Html.Text(column.Head)}"
                + (column.Unit.Length > 0 ? $"<small>{column.Unit}</small>" : "") + "</th>");
        html.Append("</tr></thead><tbody>");
        for (var i = 0; i < input.Strategies.Count; i++)
        {
            var strategy = input.Strategies[i];
            html.Append($"<tr data-s=\"{i}\"><th scope=\"row\">"
                + $"{Html.Strategy(i, strategy.Label)}</th>");
            for (var c = 0; c < columns.Count; c++)
            {
                html.Append(columns[c].Reference is not null && ReferenceEquals(strategy, reference)
                    ? "<td class=\"num quiet\">reference</td>"
                    : Cell(columns[c], strategy, marks[c]));
            }
            html.Append("</tr>");
        }
        return html.Append("</tbody></table></div>").ToString();
    }

    private static string Cell(ScoreColumn column, StrategyRuns strategy,
        (StrategyRuns? Best, StrategyRuns? Worst) extremes)
    {
        var seeds = column.Of(strategy);
        if (seeds.Count == 0)
            return $"<td class=\"num quiet\">–{Html.Aside("not known")}</td>";
        var figure = column.Tail is null ? seeds.Mean : seeds.Median;
        // The best and the worst are marked by a sign, a word and a colour.
        var (kind, mark) =
            strategy == extremes.Best ? (" best", $"<i class=\"mark\">▲</i>{Html.Aside("best")}")
            : strategy == extremes.Worst
                ? (" worst", $"<i class=\"mark\">▼</i>{Html.Aside("worst")}")
            : ("", "");
        var bar = column.Bar
            ? $"<span class=\"meter\" style=\"--w:{Html.Css(figure)}%\"></span>"
            : "";
        return $"<td class=\"num{kind}\"><b>{column.Format(figure)}</b>{mark}"
            + $"{Below(column, strategy, seeds.HalfWidth95)}{bar}</td>";
    }

    private static string Below(ScoreColumn column, StrategyRuns strategy, double halfWidth)
    {
        if (column.Tail is { } tail)
            return $"<small>{column.Format(strategy.Over(tail).Median)}</small>";
        return double.IsNaN(halfWidth)
            ? "" : $"<small>± {(column.FormatSpread ?? column.Format)(halfWidth)}</small>";
    }
}
