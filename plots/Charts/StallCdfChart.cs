using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim;

namespace FragSim.Plots.Charts;

internal sealed class StallCdfChart : IChart
{
    /// <summary>Points a decade: finer than a pixel.</summary>
    private const int Fineness = 50;
    private const int FirstDecade = 3;
    private const int LastDecade = 9;

    /// <summary>Where zero stands, in decades left of the axis' first.</summary>
    private const double ZeroAt = 0.6;

    public CatalogEntry Entry { get; } = new(
        "stall-cdf",
        "Share of huge-page requests that stalled for no longer than a given time.",
        "Linux vmstat compact_stall and allocstall, as time");

    public Figure Draw(ChartInput input)
    {
        var figure = new Figure
        {
            Title = "Share of huge-page requests that stalled no longer than …",
            Caption = $"{input.Caption}  ·  requests of all seeds together, granted or not",
        };
        var stalls = input.Strategies.Select(Stalls).ToArray();
        if (!input.HasRequests)
            return figure with { Message = ChartInput.NoRequestsMessage };
        var (low, high) = Decades(stalls);
        var panel = new Panel(input.Theme, Ticks(low, high), AxisTicks.Percent);
        for (var s = 0; s < stalls.Length; s++)
        {
            if (stalls[s].Length == 0) continue;
            var (xs, ys) = Distribution(stalls[s], low, high);
            Curve.Draw(panel.Plot, xs, ys, input.Strategies[s].Look);
        }
        return figure with
        {
            Panels = [panel],
            Legend = [.. input.Strategies.Select(
                s => new LegendEntry(s.Label, s.Look, LegendMark.Line))],
        };
    }

    private static double[] Stalls(StrategyRuns strategy)
    {
        var values = strategy.Runs.SelectMany(run => run.Requests)
            .Select(request => (double)Math.Max(0, request.Stall.TotalNs)).ToArray();
        Array.Sort(values);
        return values;
    }

    /// <summary>1 µs to 1 s, or more if a stall lies outside.</summary>
    private static (int Low, int High) Decades(double[][] stalls)
    {
        var positive = stalls.SelectMany(values => values).Where(ns => ns > 0)
            .DefaultIfEmpty(1e3).ToList();
        return (
            Math.Min(FirstDecade, (int)Math.Floor(Math.Log10(positive.Min()))),
            Math.Max(LastDecade, (int)Math.Ceiling(Math.Log10(positive.Max()))));
    }

    private static AxisTicks Ticks(int low, int high)
    {
        var decades = Enumerable.Range(low, high - low + 1).ToArray();
        return new AxisTicks(
            low - ZeroAt - 0.15, high + 0.05,
            [low - ZeroAt, .. decades.Select(d => (double)d)],
            ["0", .. decades.Select(d => Quantity.Duration(Math.Pow(10, d)))]);
    }

    /// <summary>The share of zeros is a step at "0", flat until the logarithmic axis begins.
    /// </summary>
    private static (double[] Xs, double[] Ys) Distribution(double[] sorted, int low, int high)
    {
        var zeros = 100.0 * Below(sorted, 0.5) / sorted.Length;
        var xs = new List<double> { low - ZeroAt, low - ZeroAt };
        var ys = new List<double> { 0, zeros };
        for (var i = 0; i <= (high - low) * Fineness; i++)
        {
            var x = low + ((double)i / Fineness);
            xs.Add(x);
            // The factor takes in stalls of exactly this time despite rounding.
            ys.Add(100.0 * Below(sorted, Math.Pow(10, x) * 1.000001) / sorted.Length);
        }
        return ([.. xs], [.. ys]);
    }

    private static int Below(double[] sorted, double limit)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= limit) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
