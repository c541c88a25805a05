using System.Text;
using FragSim.Plots.Charts;
using FragSim.Plots.Style;

namespace FragSim.Plots.Report;

/// <summary>Strategies by what they gave and what they cost: the story without a picture.</summary>
internal static class ScoreTable
{
    private const string None = "none";

    public static string Write(ChartInput input)
    {
        var reference = input.Strategies.FirstOrDefault(s => s.Label == None)
            ?? input.Strategies[0];
        var columns = ScoreColumn.All(reference);
        var html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
            + "aria-label=\"Scores\"><table class=\"scores\"><caption class=\"aside\">Huge-page "
            + "success, stalls and costs of each strategy</caption><thead><tr>"
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
            foreach (var column in columns)
                html.Append(Cell(
                    column, strategy, input.Strategies, ReferenceEquals(strategy, reference)));
            html.Append("</tr>");
        }
        return html.Append("</tbody></table></div>").ToString();
    }

    private static string Cell(ScoreColumn column, StrategyRuns strategy,
        IReadOnlyList<StrategyRuns> all, bool isReference)
    {
        if (column.Unit == "points" && isReference)
            return "<td class=\"num quiet\">reference</td>";
        var figure = column.FigureOf(strategy);
        if (double.IsNaN(figure))
            return $"<td class=\"num quiet\">–{Html.Aside("not known")}</td>";
        var spread = column.Value(strategy).HalfWidth95;
        var (kind, mark) = Mark(column, figure, all);
        var bar = column.Bar
            ? $"<span class=\"meter\" style=\"--w:{Html.Css(figure)}%\"></span>"
            : "";
        var format = column.FormatSpread ?? column.Format;
        var around = double.IsNaN(spread) ? "" : $"<small>± {format(spread)}</small>";
        return $"<td class=\"num{kind}\"><b>{column.Format(figure)}</b>{mark}{around}{bar}</td>";
    }

    /// <summary>The best and the worst are marked by a sign, a word and a colour.</summary>
    private static (string Kind, string Sign) Mark(
        ScoreColumn column, double figure, IReadOnlyList<StrategyRuns> all)
    {
        var figures = all.Select(column.FigureOf).Where(double.IsFinite).ToArray();
        if (column.Better == Better.Neither || figures.Length < 2
            || figures.Min() == figures.Max())
            return ("", "");
        var (best, worst) = column.Better == Better.Higher
            ? (figures.Max(), figures.Min())
            : (figures.Min(), figures.Max());
        return figure == best ? (" best", $"<i class=\"mark\">▲</i>{Html.Aside("best")}")
            : figure == worst ? (" worst", $"<i class=\"mark\">▼</i>{Html.Aside("worst")}")
            : ("", "");
    }

    /// <summary>Success phase by phase; empty for a workload of one phase, or of very many.
    /// </summary>
    public static string WritePhases(ChartInput input)
    {
        var phases = input.Strategies.SelectMany(s => s.Runs).SelectMany(r => r.Requests)
            .Select(request => request.Phase).Distinct().Take(13).ToArray();
        if (phases.Length is < 2 or > 12) return "";
        var html = new StringBuilder("<h3>Success phase by phase</h3>"
            + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Success by "
            + "phase\"><table class=\"phases\"><thead><tr><th scope=\"col\">Strategy</th>");
        foreach (var phase in phases)
            html.Append($"<th scope=\"col\" class=\"num\">{Html.Text(LabelText.Clean(phase))}"
                + "<small>%</small></th>");
        html.Append("</tr></thead><tbody>");
        for (var i = 0; i < input.Strategies.Count; i++)
        {
            html.Append($"<tr data-s=\"{i}\"><th scope=\"row\">"
                + $"{Html.Strategy(i, input.Strategies[i].Label)}</th>");
            foreach (var phase in phases)
                html.Append(PhaseCell(input.Strategies[i], phase));
            html.Append("</tr>");
        }
        return html.Append("</tbody></table></div>").ToString();
    }

    private static string PhaseCell(StrategyRuns strategy, string phase)
    {
        var share = strategy.Over(run =>
        {
            var asked = run.Requests.Count(r => r.Phase == phase);
            var had = run.Requests.Count(r => r.Phase == phase && r.Granted);
            return asked == 0 ? double.NaN : 100.0 * had / asked;
        });
        if (share.Count == 0) return "<td class=\"num quiet\">–</td>";
        var around = double.IsNaN(share.HalfWidth95)
            ? "" : $"<small>± {Quantity.Digits(share.HalfWidth95)}</small>";
        return $"<td class=\"num\"><b>{Quantity.Digits(share.Mean)}</b>{around}"
            + $"<span class=\"meter\" style=\"--w:{Html.Css(share.Mean)}%\"></span></td>";
    }
}
