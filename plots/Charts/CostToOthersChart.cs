using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

internal sealed class CostToOthersChart : IChart
{
    public CatalogEntry Entry { get; } = new(
        "cost-to-others",
        "Memory that was reserved and idle, and the share of page-cache hits, by strategy.",
        "Linux Documentation/admin-guide/mm/hugetlbpage.rst; vmstat workingset_refault_file");

    public Figure Draw(ChartInput input) => new()
    {
        Title = "Cost to other users of memory: idle reserve and page-cache misses",
        Caption = $"{input.Caption}  ·  {input.Spread}",
        Message = input.EndNs <= 0 ? "The runs took no time: there is nothing to show." : null,
        Columns = 2,
        Panels = [Idle(input), CacheHits(input)],
    };

    private static Panel Idle(ChartInput input)
    {
        var bars = input.Strategies.Select(strategy =>
        {
            var bytes = strategy.Over(IdleBytes);
            return new StrategyBar(strategy.Label, [new BarPart(bytes.Mean, strategy.Look.Color)],
                bytes.HalfWidth95,
                bytes.Count == 0 ? "no time passed" : Quantity.Mebibytes(bytes.Mean));
        }).ToArray();
        var most = bars.Max(bar => bar.Total + (bar.HalfWidth95 > 0 ? bar.HalfWidth95 : 0));
        return StrategyBars.Draw(input, "Idle reserve, mean over time", bars,
            AxisTicks.FromZeroBytes(most, 4, StrategyBars.Room));
    }

    private static Panel CacheHits(ChartInput input)
    {
        var bars = input.Strategies.Select(strategy =>
        {
            var share = strategy.Over(run => run.Summary.CacheHitPct);
            return new StrategyBar(strategy.Label, [new BarPart(share.Mean, strategy.Look.Color)],
                share.HalfWidth95,
                share.Count == 0 ? "cache not used" : Quantity.Percent(share.Mean));
        }).ToArray();
        return StrategyBars.Draw(input, "Page-cache hits, of all accesses", bars,
            AxisTicks.Percent with { Max = 100 * StrategyBars.Room });
    }

    private static double IdleBytes(RunResult run) =>
        run.Summary.ReservedIdlePageSeconds * Quantity.PageBytes / (run.EndNs * 1e-9);
}
