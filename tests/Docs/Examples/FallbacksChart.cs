using FragSim.Plots.Charts;
using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;

namespace FragSim.Tests.Docs.Examples;

internal sealed class FallbacksChart : IChart
{
    public CatalogEntry Entry { get; } = new(
        "fallbacks",
        "Allocations that fell back to a smaller block of another type, by strategy.",
        "Linux include/trace/events/kmem.h, mm_page_alloc_extfrag");

    public Figure Draw(ChartInput input)
    {
        StrategyBar[] bars = [.. input.Strategies.Select(strategy => Bar(strategy))];
        return new Figure
        {
            Title = "Allocations that fell back to a smaller block of another type",
            Caption = $"{input.Caption}  ·  {input.Spread}",
            Message = input.Strategies.All(s => s.Runs.All(run => run.Events == 0))
                ? "The runs hold no events: there is nothing to show."
                : null,
            Panels =
            [
                StrategyBars.Draw(input, null, bars, AxisTicks.FromZero(
                    bars.Max(bar => bar.Total), 4, Quantity.Count, StrategyBars.Room)),
            ],
        };
    }

    private static StrategyBar Bar(StrategyRuns strategy)
    {
        SeedStatistics events = strategy.Over(run => run.Summary.ExtfragEvents);
        return new StrategyBar(strategy.Label, [new BarPart(events.Mean, strategy.Look.Color)],
            events.HalfWidth95, Quantity.Whole(events.Mean));
    }
}
