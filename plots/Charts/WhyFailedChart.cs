using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;

namespace FragSim.Plots.Charts;

internal sealed class WhyFailedChart : IChart
{
    public CatalogEntry Entry { get; } = new(
        "why-it-failed",
        "Refused huge-page requests, by what blocked them.",
        "Linux include/linux/compaction.h, enum compact_result; "
            + "sim/Requests/FailureExplanation.cs");

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "Refused huge-page requests, by what blocked them",
            Caption = $"{input.Caption}  ·  {input.Spread}  ·  numbers: refused, of those asked "
                + "for",
        };
        if (!input.HasRequests)
            return figure with { Message = ChartInput.NoRequestsMessage };
        var reasons = FailureReasons.Of(input);
        var bars = input.Strategies.Select(s => Bar(s, reasons, input.Theme)).ToArray();
        if (reasons.Count == 0) return figure with { Message = input.Without("refusal") };
        return figure with
        {
            Panels = [StrategyBars.Draw(input, null, bars, AxisTicks.FromZero(
                Math.Max(bars.Max(bar => bar.Total), 10), 5, Quantity.Whole, room: 1.25))],
            Legend = [.. reasons.Select(r => LegendEntry.Swatch(
                ObstacleLook.Name(r), ObstacleLook.Color(r, input.Theme.Dark)))],
        };
    }

    private static StrategyBar Bar(
        StrategyRuns strategy, IReadOnlyList<Reason> reasons, Theme theme)
    {
        if (strategy.Runs.All(run => run.Requests.Count == 0))
            return new StrategyBar(strategy.Label, [], double.NaN, "no requests");
        var failed = FailureReasons.Failed(strategy);
        var parts = reasons.Select(reason => new BarPart(
            FailureReasons.Count(strategy, reason).Mean, ObstacleLook.Color(reason, theme.Dark)));
        var asked = strategy.Over(run => run.Requests.Count);
        return new StrategyBar(strategy.Label, [.. parts], double.NaN,
            $"{Quantity.Whole(failed.Mean)}{StrategyBars.Interval(failed, Quantity.Whole)}"
            + $" of {Quantity.Whole(asked.Mean)}");
    }
}
