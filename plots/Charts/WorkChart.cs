using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

internal sealed class WorkChart : IChart
{
    public CatalogEntry Entry { get; } = new(
        "work",
        "Memory that was migrated and memory that was reclaimed, by strategy.",
        "Linux vmstat pgmigrate_success, pgsteal_kswapd and pgsteal_direct");

    public Figure Draw(ChartInput input) => new()
    {
        Title = "Memory migrated and memory reclaimed, in a whole run",
        Caption = $"{input.Caption}  ·  {input.Spread}",
        Message = input.Strategies.All(s => s.Runs.All(run => run.Events == 0))
            ? "The runs hold no events: there is nothing to show."
            : input.Strategies.All(s => s.Runs.All(
                run => run.Summary is { PagesMigrated: 0, PagesReclaimed: 0 }))
            ? input.Without("migration or reclaim")
            : null,
        Columns = 2,
        Panels =
        [
            Panel(input, "Migrated", run => run.PagesMigrated),
            Panel(input, "Reclaimed", run => run.PagesReclaimed),
        ],
    };

    private static Panel Panel(ChartInput input, string title, Func<RunSummary, double> measure)
    {
        var bars = input.Strategies.Select(strategy =>
        {
            var bytes = strategy.Over(run => measure(run.Summary) * Quantity.PageBytes);
            return new StrategyBar(strategy.Label, [new BarPart(bytes.Mean, strategy.Look.Color)],
                bytes.HalfWidth95, Quantity.Mebibytes(bytes.Mean));
        }).ToArray();
        var most = bars.Max(bar => bar.Total + (bar.HalfWidth95 > 0 ? bar.HalfWidth95 : 0));
        return StrategyBars.Draw(input, title, bars,
            AxisTicks.FromZeroBytes(most, 4, StrategyBars.Room));
    }
}
