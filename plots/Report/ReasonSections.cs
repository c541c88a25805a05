using System.Text;
using FragSim.Plots.Charts;
using FragSim.Plots.Style;
using FragSim.Sim.Base;

namespace FragSim.Plots.Report;

/// <summary>Why requests were refused, what blocked huge pages, and where the time went.</summary>
internal static class ReasonSections
{
    public static string WhyFailed(ChartInput input, IReadOnlyList<Reason> reasons)
    {
        if (!input.HasRequests)
            return $"<p class=\"quiet\">{ChartInput.NoRequestsMessage}</p>";
        if (reasons.Count == 0)
            return "<p class=\"quiet\">Every huge page that was asked for was granted.</p>";
        return StackedBars.Write("Refused requests by what blocked them",
            [.. reasons.Select(ObstacleLook.Name)],
            [.. reasons.Select((_, i) => $"r{i}")],
            [.. input.Strategies.Select(s => new StackBar(s.Label,
                [.. reasons.Select((reason, i) => Part(
                    i, FailureReasons.Count(s, reason).Mean, v => $"{Exact(v)} requests"))],
                $"{Exact(FailureReasons.Failed(s).Mean)} of "
                    + Exact(s.Over(run => run.Requests.Count).Mean)))]);
    }

    /// <summary>Requests that were granted, then those that were refused.</summary>
    public static string WaitCauses(ChartInput input)
    {
        if (!input.HasRequests)
            return $"<p class=\"quiet\">{ChartInput.NoRequestsMessage}</p>";
        var causes = StallCausesChart.CausesOf(input);
        if (causes.Count == 0) return "<p class=\"quiet\">No request waited.</p>";
        return string.Concat(WaitKinds.All.Select(kind =>
            $"<h3>Requests that were {kind.Name}</h3>" + WaitCauses(input, kind, causes)));
    }

    private static string WaitCauses(
        ChartInput input, WaitKind kind, IReadOnlyList<CauseLook> causes) => StackedBars.Write(
            $"Mean wait of a request that was {kind.Name}, by what the caller waited for",
            [.. causes.Select(cause => cause.Label)],
            [.. causes.Select(cause => $"c{(int)cause.Cause}")],
            [.. input.Strategies.Select(s => new StackBar(s.Label,
                [.. causes.Select((cause, i) => Part(
                    i, Mean(s, kind, stall => stall[cause.Cause]), Quantity.Duration))],
                s.Runs.Any(run => kind.Of(run).Any())
                    ? Quantity.Duration(Mean(s, kind, stall => stall.TotalNs))
                    : $"none {kind.Name}"))]);

    public static string Blockers(ChartInput input)
    {
        var kinds = BlockerRanking.Of(input);
        if (kinds.Count == 0)
            return "<p class=\"quiet\">No page was found to block a huge page.</p>";
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

    private static double Mean(StrategyRuns strategy, WaitKind kind, Func<Stall, long> part) =>
        strategy.Over(run => kind.Mean(run, part)) is { Count: > 0 } mean ? mean.Mean : 0;

    private static string Exact(double value) =>
        value.ToString("#,0.#", System.Globalization.CultureInfo.InvariantCulture);
}
