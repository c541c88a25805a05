using FragSim.Plots.Figures;
using FragSim.Plots.Style;
using FragSim.Sim;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

internal sealed class SuccessOverTimeChart : IChart
{
    /// <summary>The trailing window, as a part of the run.</summary>
    private const int Windows = 20;

    public CatalogEntry Entry { get; } = new(
        "success-over-time",
        "Share of huge-page requests that were granted, along simulated time.",
        "Linux vmstat thp_fault_alloc and thp_fault_fallback");

    public Figure Draw(ChartInput input)
    {
        var windowNs = input.EndNs / (double)Windows;
        var figure = new Figure
        {
            Title = "Share of huge-page requests that were granted, over time",
            Caption = $"{input.Caption}  ·  of the last {Quantity.Duration(windowNs)}, mean",
        };
        if (input.EndNs <= 0 || !input.HasRequests)
            return figure with { Message = ChartInput.NoRequestsMessage };
        var time = new TimeAxis(input.EndNs, 8);
        // Names of phases stand above the lines.
        var y = AxisTicks.Percent with { Max = 112 };
        var panel = new Panel(input.Theme, time.Ticks, y);
        PhaseSpan.Shade(panel, input, time, y.Max);
        var grid = Curve.Grid(input.EndNs);
        var xs = grid.Select(time.Position).ToArray();
        var legend = new List<LegendEntry>();
        DrawOracle(panel, input, grid, xs, windowNs, legend);
        foreach (var strategy in input.Strategies)
        {
            var ys = Mean(strategy, grid, windowNs, request => request.Granted);
            Curve.Draw(panel.Plot, xs, ys, strategy.Look);
            legend.Add(new LegendEntry(strategy.Label, strategy.Look, LegendMark.Line));
        }
        legend.Add(legend[0]);
        return figure with { Panels = [panel], Legend = legend[1..] };
    }

    /// <summary>What could be had depends on what a strategy has made of memory: the bound is the
    /// best of them at each moment.</summary>
    private static void DrawOracle(
        Panel panel, ChartInput input, double[] grid, double[] xs, double windowNs,
        List<LegendEntry> legend)
    {
        var best = Enumerable.Repeat(double.NaN, grid.Length).ToArray();
        foreach (var strategy in input.Strategies)
        {
            var bound = Mean(strategy, grid, windowNs, request => request.OracleGranted);
            for (var i = 0; i < best.Length; i++)
                best[i] = double.IsNaN(best[i]) ? bound[i] : Math.Max(best[i], bound[i]);
        }
        // The bound lies behind the lines, often at 100 % with one of them.
        var look = KnownStrategies.Find(KnownStrategies.Oracle, input.Theme.Dark)!;
        Curve.Draw(panel.Plot, xs, best, look, width: 1.5f);
        legend.Add(new LegendEntry("oracle: any strategy, at best", look, LegendMark.Line));
    }

    private static double[] Mean(
        StrategyRuns strategy, double[] grid, double windowNs, Func<RequestRecord, bool> had)
    {
        var curves = strategy.Runs.Select(run => Windowed(run, grid, windowNs, had)).ToArray();
        return [.. grid.Select((_, i) => SeedStatistics.Of(curves.Select(c => c[i])).Mean)];
    }

    /// <summary>In %; NaN where the window holds no request.</summary>
    private static double[] Windowed(
        RunResult run, double[] grid, double windowNs, Func<RequestRecord, bool> had)
    {
        var shares = new double[grid.Length];
        var (first, next, hits) = (0, 0, 0);
        for (var i = 0; i < grid.Length; i++)
        {
            // The first window is waited for: a share of two or three requests jumps about.
            var end = Math.Max(grid[i], windowNs);
            for (; next < run.Requests.Count && run.Requests[next].TimeNs <= end; next++)
                if (had(run.Requests[next])) hits++;
            for (; first < next && run.Requests[first].TimeNs < end - windowNs; first++)
                if (had(run.Requests[first])) hits--;
            shares[i] = next == first ? double.NaN : 100.0 * hits / (next - first);
        }
        return shares;
    }
}
