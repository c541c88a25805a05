using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim.Base;

namespace FragSim.Plots.Charts;

internal sealed class StallCausesChart : IChart
{
    /// <summary>Beside the longest bar, for a mean and its interval.</summary>
    private const double Room = 1.9;

    public CatalogEntry Entry { get; } = new(
        "stall-causes",
        "Mean wait of a huge-page request by its causes, granted and refused apart.",
        "Linux mm/compaction.c and mm/vmscan.c, direct paths");

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "Mean wait of a huge-page request, by what the caller waited for",
            Caption = $"{input.Caption}  ·  {input.Spread}  ·  the two axes differ",
        };
        if (!input.HasRequests)
            return figure with { Message = ChartInput.NoRequestsMessage };
        var causes = CausesOf(input);
        if (causes.Count == 0) return figure with { Message = input.Without("wait") };
        return figure with
        {
            Columns = 2,
            Panels = [.. WaitKinds.All.Select(kind => Panel(input, kind, causes))],
            Legend = [.. causes.Select(c => LegendEntry.Swatch(c.Label, c.Color))],
        };
    }

    /// <summary>The causes that any request waited for.</summary>
    public static IReadOnlyList<CauseLook> CausesOf(ChartInput input)
    {
        var waits = new double[Stall.Causes];
        foreach (var request in input.Strategies.SelectMany(s => s.Runs)
            .SelectMany(run => run.Requests))
            for (var cause = 0; cause < waits.Length; cause++)
                waits[cause] += request.Stall[(StallCause)cause];
        return [.. StallLook.All.Where(look => waits[(int)look.Cause] > 0)];
    }

    private static Panel Panel(
        ChartInput input, WaitKind kind, IReadOnlyList<CauseLook> causes)
    {
        var bars = input.Strategies.Select(s => Bar(s, kind, causes)).ToArray();
        return StrategyBars.Draw(input, $"Requests that were {kind.Name}", bars,
            AxisTicks.FromZeroDuration(bars.Max(bar => bar.Total), 4, Room));
    }

    private static StrategyBar Bar(
        StrategyRuns strategy, WaitKind kind, IReadOnlyList<CauseLook> causes)
    {
        var whole = strategy.Over(run => kind.Mean(run, stall => stall.TotalNs));
        if (whole.Count == 0)
            return new StrategyBar(strategy.Label, [], double.NaN, $"none {kind.Name}");
        var parts = causes.Select(c => new BarPart(
            strategy.Over(run => kind.Mean(run, stall => stall[c.Cause])).Mean, c.Color));
        return new StrategyBar(strategy.Label, [.. parts], double.NaN,
            Quantity.Duration(whole.Mean) + StrategyBars.Interval(whole, Quantity.Duration));
    }
}
