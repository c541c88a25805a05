using System.Text;
using FragSim.Plots.Charts;
using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Plots.Report;

/// <summary>Why requests failed, who held the blocks, and where the time went.</summary>
internal static class ReasonSections
{
    public static string WhyFailed(ChartInput input, IReadOnlyList<Reason> reasons)
    {
        if (reasons.Count == 0)
            return "<p class=\"quiet\">Every huge page that was asked for was granted.</p>";
        return StackedBars.Write("Failed requests by what stood in their way",
            [.. reasons.Select(ObstacleLook.Name)], "r",
            [.. input.Strategies.Select(s => new StackBar(s.Label,
                [.. reasons.Select((reason, i) => Part(
                    i, FailureReasons.Count(s, reason).Mean, v => $"{Exact(v)} requests"))],
                $"{Exact(FailureReasons.Failed(s).Mean)} of "
                    + Exact(s.Over(run => run.Requests.Count).Mean)))]);
    }

    public static string StallCauses(ChartInput input) => !input.HasRequests
        ? $"<p class=\"quiet\">{ChartInput.NoRequestsMessage}</p>"
        : StackedBars.Write("Mean stall of a request by what the caller waited for",
            [.. StallLook.All.Select(cause => cause.Label)], "c",
            [.. input.Strategies.Select(s => new StackBar(s.Label,
                [.. StallLook.All.Select((cause, i) => Part(
                    i, Mean(s, stall => stall[cause.Cause]), Quantity.Duration))],
                Quantity.Duration(Mean(s, stall => stall.TotalNs))))]);

    public static string Blockers(ChartInput input)
    {
        var kinds = BlockerRanking.Of(input);
        if (kinds.Count == 0)
            return "<p class=\"quiet\">No block was found to be held by anything.</p>";
        var html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
            + "aria-label=\"Blockers\"><table class=\"blockers\"><thead><tr>"
            + "<th scope=\"col\">Pages</th>");
        for (var i = 0; i < input.Strategies.Count; i++)
            html.Append($"<th scope=\"col\" class=\"num\" data-s=\"{i}\">"
                + $"{Html.Strategy(i, input.Strategies[i].Label)}</th>");
        html.Append("</tr></thead><tbody>");
        var most = kinds.Max(kind => input.Strategies.Max(
            s => BlockerRanking.Blocks(s, kind) is { Count: > 0 } blocks ? blocks.Mean : 0));
        foreach (var kind in kinds)
        {
            html.Append($"<tr><th scope=\"row\">{Html.Text(kind.Name)}</th>");
            for (var i = 0; i < input.Strategies.Count; i++)
                html.Append(BlockerCell(input.Strategies[i], i, kind, most));
            html.Append("</tr>");
        }
        return html.Append("</tbody></table></div>").ToString();
    }

    private static string BlockerCell(
        StrategyRuns strategy, int index, BlockerKind kind, double most)
    {
        var blocks = BlockerRanking.Blocks(strategy, kind);
        if (blocks.Count == 0) return $"<td class=\"num quiet\" data-s=\"{index}\">–</td>";
        var alone = BlockerRanking.Alone(strategy, kind).Mean;
        return $"<td class=\"num\" data-s=\"{index}\"><b>{Quantity.Digits(blocks.Mean)}</b>"
            + $"<small>{Quantity.Digits(alone)} alone</small><span class=\"meter\" "
            + $"style=\"--w:{Html.Css(100 * blocks.Mean / Math.Max(most, 1e-9))}%;"
            + $"--ink:var(--s{index})\"></span></td>";
    }

    private static StackPart Part(int key, double value, Func<double, string> format) =>
        new(key, value > 0 ? value : 0, format(value));

    private static double Mean(StrategyRuns strategy, Func<Stall, long> part) =>
        strategy.Over(run => run.Requests.Count == 0
            ? double.NaN
            : run.Requests.Sum(r => (double)part(r.Stall)) / run.Requests.Count) is { Count: > 0 } s
            ? s.Mean
            : 0;

    private static string Exact(double value) =>
        value.ToString("#,0.#", System.Globalization.CultureInfo.InvariantCulture);
}
